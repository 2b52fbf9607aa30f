package io.github.twscache.engine;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A ticker of the user's own that throws holds its cache's cleanup up, but does not end
 * it.
 */
@Timeout(30)
class BrokenTickerTests {

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

}
