package io.github.twscache.engine;

import java.lang.reflect.Field;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Worker threads that the system refuses to start, with an OutOfMemoryError as the JVM
 * does.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ThreadShortageFaultTests {

	private static final int KEYS = 2000;

	@RegisterExtension
	final StoreFixture stores = new StoreFixture();

	private ThreadPoolExecutor workers;

	private ThreadFactory factory;

	private ShardedStore store;

	@BeforeEach
	void open() throws ReflectiveOperationException {
		Maintenance maintenance = this.stores.maintenance(4, Duration.ofDays(1));
		Field field = Maintenance.class.getDeclaredField("workers");
		field.setAccessible(true);
		this.workers = (ThreadPoolExecutor) field.get(maintenance);
		this.factory = this.workers.getThreadFactory();
		this.store = this.stores.open(8, 100_000, null, maintenance);
		for (int key = 0; key < KEYS; key++) {
			StoreFixture.put(this.store, key, "value");
		}
	}

	/** Has the system start so many workers, and no more. */
	private void allowWorkers(int most) {
		AtomicInteger left = new AtomicInteger(most);
		this.workers.setThreadFactory((task) -> {
			if (left.getAndDecrement() <= 0) {
				throw new OutOfMemoryError("unable to create native thread");
			}
			return this.factory.newThread(task);
		});
	}

	@Test
	void cleanupGoesOnInItsOwnThread() {
		for (int most : new int[] { 0, 1 }) {
			allowWorkers(most);
			this.stores.ticker.advance(Duration.ofSeconds(10));
			// Not thrown at JUnit, which would end the whole run.
			assertThatCode(() -> assertThat(this.store.cleanup().run()).isEqualTo(KEYS)).doesNotThrowAnyException();
			assertThat(this.store.size()).isZero();
			for (int key = 0; key < KEYS; key++) {
				StoreFixture.put(this.store, key, "value");
			}
		}
	}

	@Test
	void moveThatFindsNoWorkerFailsAndTheNextOneFinishesIt() throws Exception {
		allowWorkers(0);
		CompletableFuture<Void> move = this.store.resizer().resize(16);
		assertThatExceptionOfType(ExecutionException.class).isThrownBy(() -> move.get(10, TimeUnit.SECONDS))
			.withCauseInstanceOf(OutOfMemoryError.class);
		assertAllThere();
		assertThat(this.store.writer().remove(1, Spread.hash(1))).isTrue();
		StoreFixture.put(this.store, 1, "value");
		this.workers.setThreadFactory(this.factory);
		this.store.resizer().resize(5).get(10, TimeUnit.SECONDS);
		assertThat(this.store.resizer().shardsInUse()).isEqualTo(5);
		assertAllThere();
	}

	@Test
	void oneWorkerIsEnoughForAMove() throws Exception {
		allowWorkers(1);
		this.store.resizer().resize(16).get(10, TimeUnit.SECONDS);
		assertThat(this.store.resizer().shardsInUse()).isEqualTo(16);
		assertAllThere();
	}

	private void assertAllThere() {
		for (int key = 0; key < KEYS; key++) {
			assertThat(StoreFixture.get(this.store, key)).isEqualTo("value");
		}
		assertThat(this.store.size()).isEqualTo(KEYS);
		assertThat(this.store.statistics().evictions()).isZero();
	}

}
