package io.github.twscache.generated;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.github.twscache.CacheSettings;
import io.github.twscache.CacheStatistics;
import io.github.twscache.CachedValue;
import io.github.twscache.EntryDetails;
import io.github.twscache.EntryDetails.Level;
import io.github.twscache.ShardStatistics;
import io.github.twscache.TtlCache;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Compares all that a cache shows of itself with its model, after each step, and tells
 * the model what it could not know.
 */
final class Audit {

	private static final long MILLI = 1_000_000;

	/** The fewest entries of the bound for each shard in use. */
	private static final int ENTRIES_A_SHARD = 125;

	/** The cache keeps times of writing as so many milliseconds, which wrap. */
	private static final long AGE_MASK = 0xffff_ffffL;

	private final Subject subject;

	private final TtlCache<Key, Value> cache;

	private final ReferenceModel model;

	private final CaseSettings settings;

	private final EventCheck events;

	private CacheStatistics before;

	private List<ShardStatistics> shardsBefore;

	Audit(Subject subject, ReferenceModel model) {
		this.subject = subject;
		this.cache = subject.cache;
		this.model = model;
		this.settings = model.settings;
		this.events = new EventCheck(model);
		this.before = this.cache.metrics();
		this.shardsBefore = this.cache.shards();
	}

	/**
	 * Compares.
	 * @param resting whether no loader is running
	 */
	void check(boolean resting) throws InterruptedException {
		CacheStatistics after = this.cache.metrics();
		List<ShardStatistics> shards = this.cache.shards();
		checkCounters(after);
		checkLeeway(after);
		checkBound(after, shards);
		checkSettings(shards.size());
		RollCall roll = new RollCall(this.model);
		if (this.settings.isHeard()) {
			long evictions = after.evictions() - this.before.evictions();
			this.events.check(this.subject.log.take(evictions), this.before, after, roll);
			if (resting) {
				this.events.checkLoads();
			}
		}
		Set<Key> found = roll.call(this.cache.keys().toList(), after.size(), this.settings.isHeard());
		checkEvictions(after, shards, roll);
		for (int id = 0; id < this.settings.keys(); id++) {
			checkEntry(this.settings.key(id), found, shards.size());
		}
		this.model.size = after.size();
		this.model.largestShare = shards.stream().mapToLong(ShardStatistics::capacity).max().orElseThrow();
		this.model.leeway.reset();
		this.before = after;
		this.shardsBefore = shards;
	}

	private void checkCounters(CacheStatistics seen) {
		long counted = this.settings.statistics() ? 1 : 0;
		assertThat(seen.hits()).as("hits").isEqualTo(counted * this.model.hits);
		assertThat(seen.misses()).as("misses").isEqualTo(counted * this.model.misses);
		assertThat(seen.puts()).as("puts").isEqualTo(counted * this.model.puts);
		assertThat(seen.invalidations()).as("invalidations").isEqualTo(this.model.invalidations);
		assertThat(seen.loads()).as("loads").isEqualTo(this.model.loads);
		assertThat(seen.loadFailures()).as("load failures").isEqualTo(this.model.loadFailures);
		assertThat(seen.loadsInFlight()).as("loads in flight").isEqualTo(this.model.loading.inFlight());
		assertThat(seen.staleServed()).as("stale values served").isEqualTo(counted * this.model.staleServed);
		assertThat(seen.ttlPolicyFailures()).as("failures of the policy")
			.isEqualTo(this.subject.policyFailures())
			.isGreaterThanOrEqualTo(this.model.policyFailures);
		assertThat(seen.size()).as("size by the counters %s", seen)
			.isEqualTo(seen.inserts() - seen.evictions() - seen.expirations() - seen.invalidations())
			.isEqualTo(this.cache.size());
		boolean level1 = this.settings.hierarchy() && this.settings.l1();
		long slots = (this.settings.l1Size() > 0) ? Integer.highestOneBit(this.settings.l1Size()) : Long.MAX_VALUE;
		assertThat(seen.l1Size()).as("entries in the first level")
			.isBetween(0L, level1 ? Math.min(seen.size(), slots) : 0L);
		assertThat(level1 || seen.l1Hits() == 0).as("no hits of a level that is not there").isTrue();
	}

	private void checkLeeway(CacheStatistics after) {
		Leeway leeway = this.model.leeway;
		assertThat(after.inserts() - this.before.inserts()).as("entries made")
			.isBetween(leeway.insertsLeast, leeway.insertsMost);
		assertThat(after.expirations() - this.before.expirations()).as("entries that expired")
			.isBetween(leeway.expirationsLeast, leeway.expirationsMost);
		assertThat(after.evictions() - this.before.evictions()).as("entries evicted")
			.isBetween(0L, leeway.evictionsMost);
		assertThat(after.moves() - this.before.moves()).as("entries moved")
			.isBetween(0L, leeway.reshaped ? this.before.size() : 0L);
	}

	private void checkBound(CacheStatistics seen, List<ShardStatistics> shards) {
		assertThat(seen.weight()).as("weight").isBetween(0L, this.model.maximum);
		if (!this.settings.weighted()) {
			assertThat(seen.weight()).as("weight without a weigher").isEqualTo(seen.size());
		}
		assertThat(shards.stream().mapToLong(ShardStatistics::size).sum()).as("sum of the shards")
			.isEqualTo(seen.weight());
		assertThat(shards.stream().mapToLong(ShardStatistics::capacity).sum()).as("capacity of the shards")
			.isEqualTo(this.model.maximum);
		assertThat(shards).allMatch((shard) -> shard.size() <= shard.capacity(), "no shard is too full");
	}

	private void checkSettings(int shardsShown) {
		long most = Math.max(1, this.model.maximum / ENTRIES_A_SHARD);
		assertThat(this.subject.shardsInUse()).as("shards in use").isEqualTo((int) Math.min(this.model.shards, most));
		assertThat(shardsShown).as("shards shown").isEqualTo(this.subject.shardsInUse());
		CacheSettings shown = this.cache.settings();
		assertThat(shown.maximum()).as("bound shown").isEqualTo(this.model.maximum);
		assertThat(shown.ttl()).as("time to live shown").isEqualTo(this.model.ttl);
		assertThat(shown.numShards()).as("shards asked for").isEqualTo(this.model.shards);
	}

	private void checkEvictions(CacheStatistics after, List<ShardStatistics> shards, RollCall roll) {
		Leeway leeway = this.model.leeway;
		long evicted = after.evictions() - this.before.evictions();
		assertThat((long) roll.evictedAlive().size()).as("entries that have gone too soon: %s", roll.evictedAlive())
			.isLessThanOrEqualTo(evicted);
		if (leeway.reshaped) {
			checkReshaped(evicted, shards);
		}
		else if (evicted > 0) {
			boolean full = this.shardsBefore.stream()
				.anyMatch((shard) -> shard.size() + leeway.growth > shard.capacity());
			assertThat(full).as("a shard was full before %d evictions", evicted).isTrue();
		}
		boolean batch = leeway.insertsMost > 1;
		// In a batch, entries that expire later may have made room.
		boolean last = !batch || after.expirations() == this.before.expirations();
		if (evicted > 0 && last && shards.size() == 1 && this.shardsBefore.size() == 1) {
			assertThat(after.weight() + roll.heaviest()).as("without the last of %d evictions", evicted)
				.isGreaterThan(shards.get(0).capacity());
		}
		if (leeway.overweight != null && !batch) {
			assertThat(roll.evictedAlive()).as("what goes for an entry too heavy").containsExactly(leeway.overweight);
		}
	}

	private void checkReshaped(long evicted, List<ShardStatistics> shards) {
		if (shards.size() == this.shardsBefore.size()) {
			long surplus = 0;
			for (ShardStatistics shard : this.shardsBefore) {
				surplus += Math.max(0, shard.size() - shards.get(shard.index()).capacity());
			}
			if (this.settings.weighted()) {
				assertThat(evicted > 0).as("%d evictions for a surplus of %d", evicted, surplus).isEqualTo(surplus > 0);
			}
			else {
				assertThat(evicted).as("evictions for the surplus alone").isEqualTo(surplus);
			}
			return;
		}
		long least = shards.stream().mapToLong(ShardStatistics::capacity).min().orElseThrow();
		if (this.before.weight() <= least / 2) {
			// Not even if all entries fell into one shard.
			assertThat(evicted).as("evictions of a cache that is far from full").isZero();
		}
	}

	private void checkEntry(Key key, Set<Key> found, int shards) {
		Optional<EntryDetails> shown = this.cache.inspect(key);
		assertThat(shown.isPresent()).as("%s is shown as it is in keys()", key).isEqualTo(found.contains(key));
		Held held = this.model.live(key);
		checkLookup(key, shown.map(EntryDetails::age).orElse(null));
		if (shown.isEmpty() || held == null) {
			assertThat(held).as("what the model has of %s, which is not shown", key).isNull();
			return;
		}
		EntryDetails details = shown.get();
		assertThat(details.shard()).as("shard of %s", key).isBetween(0, shards - 1);
		assertThat(details.level() == Level.L2 || (this.settings.hierarchy() && this.settings.l1()))
			.as("%s is in a level that is there", key)
			.isTrue();
		long youngest = this.model.now / MILLI - held.written / MILLI;
		long oldest = this.model.now / MILLI - held.writtenEarliest / MILLI;
		assertThat(details.age().toMillis()).as("age of %s", key)
			.matches((age) -> age >= (youngest & AGE_MASK) && age <= (oldest & AGE_MASK),
					"from " + youngest + " to " + oldest);
		checkRemaining(key, held, details.remaining());
	}

	/** What is kept for failing loads is looked up as well, though it is not shown. */
	private void checkLookup(Key key, @Nullable Duration age) {
		Optional<CachedValue<Value>> value = this.cache.lookup(key);
		Held kept = this.model.kept(key);
		if (value.isEmpty() || kept == null) {
			assertThat(value.isPresent()).as("whether %s is looked up", key).isEqualTo(kept != null);
			return;
		}
		CachedValue<Value> seen = value.get();
		assertThat(seen.value()).as("%s, looked up", key).isEqualTo(kept.value);
		assertThat(seen.isStale()).as("whether %s is stale", key).isEqualTo(!kept.live);
		assertThat(seen.staleFor()).as("time since %s expired", key)
			.isEqualTo(kept.live ? Duration.ZERO : Duration.ofNanos(this.model.now - kept.latest));
		if (age != null) {
			assertThat(seen.age()).as("age of %s, looked up", key).isEqualTo(age);
		}
	}

	private void checkRemaining(Key key, Held held, @Nullable Duration remaining) {
		if (remaining == null) {
			assertThat(this.model.latest(held)).as("deadline of %s, which never expires", key).isEqualTo(Held.NEVER);
			return;
		}
		long earliest = this.model.now + remaining.toMillis() * MILLI;
		long latest = earliest + MILLI - 1;
		assertThat(earliest).as("earliest deadline of %s", key).isLessThanOrEqualTo(this.model.latest(held));
		assertThat(latest).as("latest deadline of %s", key).isGreaterThanOrEqualTo(this.model.earliest(held));
		if (this.settings.access() == null) {
			// From now on the deadline is known but for a millisecond: it must not
			// change.
			held.earliest = Math.max(held.earliest, earliest);
			held.latest = Math.min(held.latest, latest);
		}
	}

}
