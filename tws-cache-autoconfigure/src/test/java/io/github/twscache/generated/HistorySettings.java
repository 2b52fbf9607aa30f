package io.github.twscache.generated;

import java.time.Duration;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import io.github.twscache.CacheHierarchy;
import io.github.twscache.CacheSettings;
import io.github.twscache.CacheSettingsBuilder;
import io.github.twscache.NamedCache;
import io.github.twscache.TtlCache;
import io.github.twscache.Weigher;
import io.github.twscache.engine.CacheOracle;

/**
 * The settings of a cache that threads share: never full, and nothing expires, so that
 * every operation has one right answer. The time is the system's.
 *
 * @param l1 whether there is a first level
 * @param shards the shards at the beginning
 * @param ttl the time to live
 * @param access the time after which an entry that is not read expires, if it is set
 * @param weighted whether there is a weigher, which takes key locks on every write
 * @param keyLocks the most key locks
 * @param statistics whether look-ups and stores are counted
 * @param heard whether there is a listener
 */
record HistorySettings(boolean l1, int shards, Duration ttl, @Nullable Duration access, boolean weighted, int keyLocks,
		boolean statistics, boolean heard) {

	private static final int ROOM = 10_000;

	static HistorySettings draw(Dice dice) {
		return new HistorySettings(dice.chance(75), dice.one(1, 2, 8, 64),
				dice.chance(50) ? Duration.ZERO : Duration.ofHours(1), dice.chance(20) ? Duration.ofHours(1) : null,
				dice.chance(20), dice.one(1, 64, 2048), dice.chance(80), dice.chance(30));
	}

	/** Lets a body use a cache, or something around it, and then looks into it. */
	void use(Function<TtlCache<Key, Value>, TtlCache<Key, Value>> wrapper, HistoryBody body) throws Exception {
		try (CacheHierarchy hierarchy = CacheHierarchy.builder().settings((name) -> settings()).build()) {
			if (this.heard) {
				hierarchy.addCreationListener((created) -> created.addListener((event) -> Thread.onSpinWait()));
			}
			NamedCache<Key, Value> cache = hierarchy.cache("shared");
			body.use(wrapper.apply(cache));
			CacheOracle.check(cache);
		}
	}

	private CacheSettings settings() {
		CacheSettingsBuilder settings = CacheSettings.builder()
			.l1Enabled(this.l1)
			.numShards(this.shards)
			.ttl(this.ttl)
			.expireAfterAccess(this.access)
			.keyLockMax(this.keyLocks)
			.recordStats(this.statistics)
			.maxSize(ROOM);
		if (this.weighted) {
			Weigher<Key, Value> weigher = (key, value) -> 1;
			settings.maxWeight(ROOM).weigher(weigher);
		}
		return settings.build();
	}

	/**
	 * What uses a cache.
	 */
	interface HistoryBody {

		void use(TtlCache<Key, Value> cache) throws Exception;

	}

}
