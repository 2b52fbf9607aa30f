package io.github.twscache.engine;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Loads that the system refuses a thread, with an OutOfMemoryError as the JVM does, while
 * a listener fails as well: no place is lost.
 */
@Timeout(30)
class LoadExecutorFaultTests {

	private static final String KEY = "key";

	private static final int HASH = Spread.hash(KEY);

	@RegisterExtension
	final StoreFixture stores = new StoreFixture();

	private final AtomicBoolean refuses = new AtomicBoolean(true);

	private LoadExecutor executor;

	private ShardedStore store;

	@BeforeEach
	void open() {
		this.executor = new LoadExecutor(1, this::newThread, UnaryOperator.identity());
		LoadSettings loads = new LoadSettings(0, Duration.ofMinutes(1).toNanos(), 0, this.executor,
				IllegalStateException::new);
		StoreSettings settings = new StoreSettings(8, 10_000, null, 0, -1, 0, 0, 0, 64, true, FixedRules.refreshed(),
				loads);
		this.store = new ShardedStore(settings, new CacheClock(this.stores.ticker::read, false),
				this.stores.maintenance(1, Duration.ofDays(1)), new FailingListener());
	}

	@AfterEach
	void close() {
		this.store.close();
		this.executor.close();
	}

	private Thread newThread(Runnable task) {
		if (this.refuses.get()) {
			throw new OutOfMemoryError("unable to create native thread");
		}
		Thread thread = new Thread(task, "test-load");
		thread.setDaemon(true);
		return thread;
	}

	@Test
	void loadWithoutAThreadFailsAndItsPlaceIsFree() throws LoadFailure {
		for (int i = 0; i < 3; i++) {
			assertThat(catchThrowable(() -> load("not called"))).isInstanceOf(LoadFailure.class)
				.hasCauseInstanceOf(OutOfMemoryError.class);
			assertThat(this.executor.hasRoom()).isTrue();
			assertThat(this.store.loads().inFlight()).isZero();
		}
		this.refuses.set(false);
		assertThat(load("value")).isEqualTo("value");
	}

	@Test
	void refreshWithoutAThreadLeavesTheValueAndNoTicket() {
		StoreFixture.put(this.store, KEY, "old");
		this.stores.ticker.advance(FixedRules.TTL.dividedBy(2));
		this.store.loads().refresh(KEY, HASH, () -> "not called");
		assertThat(this.executor.hasRoom()).isTrue();
		assertThat(this.store.loads().mayHaveTickets()).isFalse();
		assertThat(StoreFixture.get(this.store, KEY)).isEqualTo("old");
	}

	private Object load(String value) throws LoadFailure {
		return this.store.loads().load(KEY, HASH, () -> value);
	}

	/**
	 * Fails when it hears of a load that failed.
	 */
	private static final class FailingListener implements StoreListener {

		@Override
		public boolean wantsEntries() {
			return false;
		}

		@Override
		public void stored(Object key, Object value, boolean created) {
		}

		@Override
		public void removed(Object key, Object value, RemovalCause cause) {
		}

		@Override
		public void loaded(Object key, Object outcome, boolean failed, long nanos) {
			if (failed) {
				throw new StackOverflowError("of the test");
			}
		}

	}

}
