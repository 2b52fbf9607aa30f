package io.github.twscache.engine;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * A store whose threads have ended before it: all goes on in its callers' threads, except
 * for moves, which say so.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RejectedWorkFaultTests {

	private static final int KEYS = 1000;

	@RegisterExtension
	final StoreFixture stores = new StoreFixture();

	@Test
	void storeOutlivesItsThreads() throws Exception {
		Maintenance maintenance = this.stores.maintenance(2, Duration.ofDays(1));
		ShardedStore store = filled(maintenance);
		maintenance.close();
		assertUsable(store);
		this.stores.ticker.advance(Duration.ofSeconds(10));
		assertThat(store.cleanup().run()).isEqualTo(KEYS);
		assertThat(store.size()).isZero();
	}

	@Test
	void moveThatIsRejectedSaysSoAndLosesNothing() throws Exception {
		Maintenance maintenance = this.stores.maintenance(2, Duration.ofDays(1));
		ShardedStore store = filled(maintenance);
		maintenance.close();
		for (int shards : new int[] { 16, 3 }) {
			CompletableFuture<Void> move = store.resizer().resize(shards);
			assertThatExceptionOfType(ExecutionException.class).isThrownBy(() -> move.get(10, TimeUnit.SECONDS))
				.withCauseInstanceOf(RejectedExecutionException.class)
				.withMessageContaining("closed");
			assertUsable(store);
		}
		this.stores.ticker.advance(Duration.ofSeconds(10));
		assertThat(store.cleanup().run()).isEqualTo(KEYS);
		assertThat(store.writer().clear()).isZero();
		assertThat(store.size()).isZero();
	}

	@Test
	void closeEndsChangesThatStillWaitForAWorker() throws Exception {
		Maintenance maintenance = this.stores.maintenance(1, Duration.ofDays(1));
		CountDownLatch busy = new CountDownLatch(1);
		maintenance.execute(() -> {
			busy.countDown();
			awaitInterrupt();
		});
		busy.await();
		ShardedStore store = filled(maintenance);
		CompletableFuture<Void> move = store.resizer().resize(16);
		CompletableFuture<Void> bound = store.resizer().setMaximum(500);
		assertThat(move).isNotDone();
		assertThat(bound).isNotDone();
		store.close();
		maintenance.close();
		Awaitility.await().until(() -> move.isDone() && bound.isDone());
	}

	private static void awaitInterrupt() {
		try {
			new CountDownLatch(1).await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private ShardedStore filled(Maintenance maintenance) {
		ShardedStore store = this.stores.open(8, 10_000, null, maintenance);
		for (int key = 0; key < KEYS; key++) {
			StoreFixture.put(store, key, "value");
		}
		return store;
	}

	/** Uses every entry, and leaves as many as there were. */
	private static void assertUsable(ShardedStore store) throws LoadFailure {
		for (int key = 0; key < KEYS; key++) {
			int hash = Spread.hash(key);
			assertThat(StoreFixture.get(store, key)).isEqualTo("value");
			assertThat(store.writer().putIfAbsent(key, hash, "other")).isEqualTo("value");
			assertThat(store.writer().remove(key, hash)).isTrue();
			assertThat(StoreFixture.get(store, key)).isNull();
			assertThat(store.loads().load(key, hash, () -> "loaded")).isEqualTo("loaded");
			StoreFixture.put(store, key, "value");
		}
		assertThat(store.size()).isEqualTo(KEYS);
		assertThat(store.loads().inFlight()).isZero();
		StoreStatistics statistics = store.statistics();
		assertThat(statistics.inserts() - statistics.invalidations()).isEqualTo(KEYS);
	}

}
