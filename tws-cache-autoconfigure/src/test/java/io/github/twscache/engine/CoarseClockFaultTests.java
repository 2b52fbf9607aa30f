package io.github.twscache.engine;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A system clock that jumps, stalls and runs backwards under the daemon that publishes
 * it.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CoarseClockFaultTests {

	private static final long SECOND = 1_000_000_000L;

	private static final long NOBODY = Long.MAX_VALUE;

	@RegisterExtension
	final StoreFixture stores = new StoreFixture();

	private final AtomicLong time = new AtomicLong(-5 * SECOND);

	private final AtomicLong looks = new AtomicLong();

	private final CacheClock clock = new CacheClock(() -> {
		this.looks.incrementAndGet();
		return this.time.get();
	}, true);

	private final ShardedStore store = new ShardedStore(
			new StoreSettings(2, 1000, null, 10 * SECOND, -1, 0, 0, 0, 64, true), this.clock,
			this.stores.maintenance(2, Duration.ofDays(1)), null);

	@AfterEach
	void close() {
		this.store.close();
		this.clock.close();
	}

	@Test
	void jumpForwardReachesReaders() {
		StoreFixture.put(this.store, "key", "value");
		publish();
		assertThat(StoreFixture.get(this.store, "key")).isEqualTo("value");
		this.time.addAndGet(3600 * SECOND);
		Awaitility.await().until(() -> StoreFixture.get(this.store, "key") == null);
		assertThat(this.store.cleanup().run()).isOne();
		StoreFixture.put(this.store, "key", "again");
		assertThat(StoreFixture.get(this.store, "key")).isEqualTo("again");
	}

	@Test
	void clockThatStandsStillExpiresNothing() {
		StoreFixture.put(this.store, "key", "value");
		publish();
		this.time.addAndGet(10 * SECOND - 1);
		Awaitility.await().until(() -> this.clock.coarse() == 10 * SECOND - 1);
		long before = this.looks.get();
		Awaitility.await().until(() -> this.looks.get() > before + 20);
		assertThat(StoreFixture.get(this.store, "key")).isEqualTo("value");
		this.time.incrementAndGet();
		assertThat(StoreFixture.get(this.store, "key")).isNull();
	}

	@Test
	void entriesWrittenAfterAStepBackLiveForTheirTimeThoughThePublishedTimeIsAhead() {
		publish();
		this.time.addAndGet(60 * SECOND);
		Awaitility.await().until(() -> this.clock.coarse() == 60 * SECOND);
		StoreFixture.put(this.store, "old", "value");
		this.time.addAndGet(-50 * SECOND);
		StoreFixture.put(this.store, "young", "value");
		assertThat(this.clock.coarse()).as("published time never falls").isEqualTo(60 * SECOND);
		assertThat(StoreFixture.get(this.store, "young")).isEqualTo("value");
		this.time.addAndGet(10 * SECOND - 1);
		assertThat(StoreFixture.get(this.store, "young")).isEqualTo("value");
		this.time.incrementAndGet();
		assertThat(StoreFixture.get(this.store, "young")).isNull();
		assertThat(StoreFixture.get(this.store, "old")).isEqualTo("value");
		this.time.addAndGet(60 * SECOND);
		Awaitility.await().until(() -> StoreFixture.get(this.store, "old") == null);
		assertThat(this.store.cleanup().run()).isEqualTo(2);
	}

	@Test
	void daemonThatIsInterruptedGivesWayToAnother() {
		StoreFixture.put(this.store, "key", "value");
		publish();
		interruptDaemons();
		Awaitility.await().until(() -> this.clock.coarse() == NOBODY);
		this.time.addAndGet(10 * SECOND);
		assertThat(StoreFixture.get(this.store, "key")).isNull();
		publish();
		this.time.addAndGet(SECOND);
		Awaitility.await().until(() -> this.clock.coarse() == 11 * SECOND);
	}

	/** Has the daemon publish the time, as readers do now and then. */
	private void publish() {
		Awaitility.await().until(() -> {
			this.clock.use();
			return this.clock.coarse() != NOBODY;
		});
	}

	private static void interruptDaemons() {
		Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().equals("tws-cache-clock"))
			.forEach(Thread::interrupt);
	}

}
