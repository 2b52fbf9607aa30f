package io.github.twscache.engine;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Future;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.github.twscache.Workers;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Writers without lock that meet an entry that has expired, and what else wants it.
 */
@Timeout(60)
class ExpiredEntryRaceTests {

	private static final int ROUNDS = 3000;

	private static final int HASH = Spread.hash("key");

	@RegisterExtension
	final StoreFixture stores = new StoreFixture();

	@RegisterExtension
	final Workers workers = new Workers();

	@Test
	void putIsNeverLostToACleanup() throws Exception {
		ShardedStore store = this.stores.open(1, 100, null);
		race(store, (round) -> StoreFixture.put(store, "key", round), (round) -> store.cleanup().run(),
				(round) -> assertThat(StoreFixture.get(store, "key")).isEqualTo(round));
	}

	@Test
	void putIsNeverLostToAMove() throws Exception {
		ShardedStore store = this.stores.open(1, 1000, null);
		race(store, (round) -> StoreFixture.put(store, "key", round),
				(round) -> store.resizer().resize(1 + (round & 1)).join(),
				(round) -> assertThat(StoreFixture.get(store, "key")).isEqualTo(round));
	}

	@Test
	void putIsNeverOverwrittenByAPutIfAbsentThatFoundNothing() throws Exception {
		ShardedStore store = this.stores.open(1, 100, null);
		Object[] present = new Object[1];
		race(store, (round) -> StoreFixture.put(store, "key", round),
				(round) -> present[0] = store.writer().putIfAbsent("key", HASH, "other"), (round) -> {
					assertThat(StoreFixture.get(store, "key")).isEqualTo(round);
					assertThat(present[0]).isIn(null, round);
				});
	}

	@Test
	void putIsNeverOverwrittenByALoadThatBeganBefore() throws Exception {
		ShardedStore store = this.stores.open(1, 100, null);
		race(store, (round) -> StoreFixture.put(store, "key", round),
				(round) -> store.loads().load("key", HASH, () -> "loaded"),
				(round) -> assertThat(StoreFixture.get(store, "key")).isEqualTo(round));
	}

	@FunctionalInterface
	private interface Step {

		void run(int round) throws Exception;

	}

	private void race(ShardedStore store, Step first, Step second, Step check) throws Exception {
		CyclicBarrier start = new CyclicBarrier(2);
		CyclicBarrier end = new CyclicBarrier(2);
		Future<Void> other = this.workers.start(repeat(start, end, second));
		StoreFixture.put(store, "key", "before");
		for (int round = 0; round < ROUNDS; round++) {
			this.stores.ticker.advance(Duration.ofSeconds(10));
			start.await();
			first.run(round);
			end.await();
			check.run(round);
		}
		Workers.result(other);
	}

	private static Callable<Void> repeat(CyclicBarrier start, CyclicBarrier end, Step step) {
		return () -> {
			for (int round = 0; round < ROUNDS; round++) {
				start.await();
				step.run(round);
				end.await();
			}
			return null;
		};
	}

}
