package io.github.twscache.engine;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * A ticker of the user's own that throws holds its cache's cleanup up, but does not end
 * it, and leaves nothing of a load that it kept from beginning.
 */
@Timeout(30)
class BrokenTickerTests {

	private static final String KEY = "key";

	private static final int HASH = Spread.hash(KEY);

	@RegisterExtension
	final StoreFixture stores = new StoreFixture();

	@Test
	void cleanupGoesOnWhenTheTickerWorksAgain() {
		AtomicLong time = new AtomicLong();
		AtomicBoolean broken = new AtomicBoolean();
		AtomicInteger refusals = new AtomicInteger();
		CacheClock clock = new CacheClock(() -> {
			if (broken.get()) {
				refusals.incrementAndGet();
				throw new IllegalStateException("broken");
			}
			return time.get();
		}, false);
		StoreSettings settings = new StoreSettings(1, 100, null, 1_000_000, -1, 0, 0, -1, 16, true);
		try (Maintenance maintenance = new Maintenance(1, 1_000_000)) {
			ShardedStore store = new ShardedStore(settings, clock, maintenance, null);
			store.writer().put("key", Spread.hash("key"), "value", ShardedStore.OWN_TTL);
			broken.set(true);
			Awaitility.await().until(() -> refusals.get() > 3);
			broken.set(false);
			time.set(10_000_000_000L);
			Awaitility.await().untilAsserted(() -> assertThat(store.size()).isZero());
			assertThat(store.statistics().expirations()).isOne();
			store.close();
		}
	}

	@Test
	void loadOrRefreshThatBeginsAtNoTimeLeavesNoTicket() throws LoadFailure {
		AtomicLong readsLeft = new AtomicLong(Long.MAX_VALUE);
		Thread caller = Thread.currentThread();
		CacheClock clock = new CacheClock(() -> {
			if (Thread.currentThread() == caller && readsLeft.getAndDecrement() == 0) {
				throw new IllegalStateException("broken");
			}
			return this.stores.ticker.read();
		}, false);
		LoadSettings limited = new LoadSettings(0, Duration.ofMinutes(1).toNanos(), 0, this.stores.executor(1),
				IllegalStateException::new);
		try (Maintenance maintenance = new Maintenance(1, Duration.ofDays(1).toNanos())) {
			ShardedStore store = new ShardedStore(FixedRules.staleAndRefreshed().settings(limited), clock, maintenance,
					null);
			StoreFixture.put(store, KEY, "old");
			this.stores.ticker.advance(FixedRules.TTL.dividedBy(2));
			int refused = 0;
			for (LoadHandle refresh = null; refresh == null; refused++) {
				readsLeft.set(refused);
				try {
					refresh = store.loads().beginRefresh(KEY, HASH);
				}
				catch (IllegalStateException ex) {
					assertThat(ex).hasMessage("broken");
				}
				readsLeft.set(Long.MAX_VALUE);
				assertThat(store.loads().mayHaveTickets()).isEqualTo(refresh != null);
				if (refresh != null) {
					refresh.store("new");
				}
			}
			assertThat(refused).as("reads of the time").isGreaterThan(3);
			this.stores.ticker.advance(FixedRules.TTL);
			readsLeft.set(0);
			assertThatIllegalStateException().isThrownBy(() -> store.loads().load(KEY, HASH, () -> "not called"));
			readsLeft.set(Long.MAX_VALUE);
			assertThat(store.loads().mayHaveTickets()).isFalse();
			assertThat(store.loads().load(KEY, HASH, () -> "newer")).isEqualTo("newer");
			store.close();
		}
	}

}
