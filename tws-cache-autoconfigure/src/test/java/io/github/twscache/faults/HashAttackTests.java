package io.github.twscache.faults;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.github.twscache.NamedCache;
import io.github.twscache.Workers;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A hundred thousand keys of one hash code. What they cost is counted in comparisons, so
 * that it is the same on every machine.
 */
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HashAttackTests {

	private static final int ATTACKERS = 100_000;

	private static final int LONGEST_CHAIN = 128;

	/**
	 * An operation walks a chain so often at most: a load looks twice for a hit, once
	 * when it is registered and twice when its value is stored.
	 */
	private static final int MOST_WALKS = 6;

	private static final int ATTACKED = 42;

	private static final int INNOCENT = 1000;

	@RegisterExtension
	final FaultCaches caches = new FaultCaches();

	@RegisterExtension
	final Workers workers = new Workers();

	private final AtomicLong comparisons = new AtomicLong();

	/** Comparisons of keys whose hash codes differ. */
	private final AtomicLong strangers = new AtomicLong();

	/**
	 * A key that counts whom it is compared with.
	 */
	private final class Guest {

		private final int code;

		private final int number;

		private Guest(int code, int number) {
			this.code = code;
			this.number = number;
		}

		@Override
		public boolean equals(Object other) {
			HashAttackTests.this.comparisons.incrementAndGet();
			if (!(other instanceof Guest guest)) {
				return false;
			}
			if (guest.code != this.code) {
				HashAttackTests.this.strangers.incrementAndGet();
			}
			return guest.code == this.code && guest.number == this.number;
		}

		@Override
		public int hashCode() {
			return this.code;
		}

	}

	@Test
	void chainsAndWorkStayBounded() throws Exception {
		NamedCache<Object, String> cache = this.caches.open((settings) -> settings.maxSize(20_000));
		List<Operation> operations = Operation.ofAKey().toList();
		long most = 0;
		for (int i = 0; i < 2 * ATTACKERS; i++) {
			Operation operation = operations.get(i % operations.size());
			// Each key twice running, so that there are hits among the misses.
			most = Math.max(most, comparisonsOf(operation, cache, new Guest(ATTACKED, i / 2)));
			if (i % 1000 == 0) {
				assertThat(cache.size()).isLessThanOrEqualTo(LONGEST_CHAIN);
			}
		}
		assertThat(most).isBetween(LONGEST_CHAIN + 1L, (long) MOST_WALKS * LONGEST_CHAIN);
		assertThat(cache.metrics().evictions()).isGreaterThan(ATTACKERS / 10);
		Aftermath.assertUnharmed(cache, this.workers, new Guest(ATTACKED, -1), "bystander");
	}

	@Test
	void whatConcernsAllEntriesComparesNothing() {
		NamedCache<Object, String> cache = this.caches.open((settings) -> settings.maxSize(20_000));
		for (Operation operation : Operation.ofAllEntries().toList()) {
			for (int i = 0; i < 2 * LONGEST_CHAIN; i++) {
				cache.put(new Guest(ATTACKED, i), "attacker");
			}
			assertThat(comparisonsOf(operation, cache, "unused")).as("%s", operation).isZero();
		}
	}

	@Test
	void otherShardsKeepWhatTheyHaveAndOthersInTheAttackedOneLoseNoMoreThanAChain() {
		NamedCache<Object, String> cache = this.caches.open((settings) -> settings.maxSize(8000));
		for (int i = 0; i < 16_000; i++) {
			cache.put(new Guest(INNOCENT + i, 0), "innocent");
		}
		Map<Integer, List<Guest>> homes = new HashMap<>();
		for (int i = 0; i < 16_000; i++) {
			Guest innocent = new Guest(INNOCENT + i, 0);
			cache.inspect(innocent)
				.ifPresent((details) -> homes.computeIfAbsent(details.shard(), (shard) -> new ArrayList<>())
					.add(innocent));
		}
		assertThat(homes).hasSize(8);
		for (int i = 0; i < ATTACKERS; i++) {
			cache.put(new Guest(ATTACKED, i), "attacker");
		}
		int attacked = cache.inspect(new Guest(ATTACKED, ATTACKERS - 1)).orElseThrow().shard();
		homes.forEach((shard, innocents) -> {
			long lost = innocents.stream().filter((innocent) -> cache.inspect(innocent).isEmpty()).count();
			assertThat(lost).as("lost by shard %d", shard).isLessThanOrEqualTo((shard == attacked) ? LONGEST_CHAIN : 0);
		});
		for (Guest innocent : homes.get(attacked)) {
			for (Operation operation : List.of(Operation.GET, Operation.PUT, Operation.LOAD, Operation.INVALIDATE)) {
				assertThat(comparisonsOf(operation, cache, new Guest(innocent.code, 0)))
					.isLessThanOrEqualTo(MOST_WALKS);
			}
		}
		assertThat(this.strangers).hasValue(0);
	}

	@Test
	void loadsInFlightOfOneHashCodeAddNoMoreThanTheirNumberToAWalk() throws Exception {
		int inFlight = 200;
		NamedCache<Object, String> cache = this.caches.open((settings) -> settings.maxSize(20_000));
		for (int i = 0; i < 2 * LONGEST_CHAIN; i++) {
			cache.put(new Guest(ATTACKED, i), "attacker");
		}
		CompletableFuture<String> source = new CompletableFuture<>();
		List<CompletableFuture<String>> answers = new ArrayList<>();
		for (int i = 0; i < inFlight; i++) {
			answers.add(cache.getAsync(new Guest(ATTACKED, 1000 + i), (missing) -> source));
		}
		for (Operation operation : Operation.ofAKey().toList()) {
			assertThat(comparisonsOf(operation, cache, new Guest(ATTACKED, -1 - operation.ordinal())))
				.as("%s", operation)
				.isLessThanOrEqualTo((long) MOST_WALKS * (LONGEST_CHAIN + inFlight));
			assertThat(comparisonsOf(operation, cache, new Guest(INNOCENT, 0))).as("%s of another", operation)
				.isLessThanOrEqualTo(MOST_WALKS);
		}
		source.complete("loaded");
		assertThat(answers).allSatisfy((answer) -> assertThat(answer).isCompletedWithValue("loaded"));
		Aftermath.assertUnharmed(cache, this.workers, new Guest(ATTACKED, 0), "bystander");
	}

	private long comparisonsOf(Operation operation, NamedCache<Object, String> cache, Object key) {
		long before = this.comparisons.get();
		operation.run(cache, key);
		return this.comparisons.get() - before;
	}

}
