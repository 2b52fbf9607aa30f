package io.github.twscache.benchmarks.memory;

import java.lang.ref.Reference;
import java.util.Map;
import java.util.Set;

import io.github.twscache.benchmarks.rivals.Rival;
import io.github.twscache.benchmarks.rivals.RivalCache;

/**
 * Measures what an entry of a full cache costs, its key and value not counted.
 */
final class EntryCost {

	private final Contents contents;

	/**
	 * Makes keys and values.
	 * @param entries the bound of the caches
	 */
	EntryCost(int entries) {
		this.contents = new Contents(entries);
	}

	/**
	 * By the objects of the cache, less those of an empty one.
	 * @return bytes an entry
	 */
	double byObjects(Rival rival) {
		try (RivalCache<Contents.Key, Contents.Value> cache = this.contents.newCache(rival)) {
			long empty = objects(cache);
			this.contents.fill(rival, cache);
			return (double) (objects(cache) - empty) / cache.size();
		}
	}

	private static long objects(RivalCache<Contents.Key, Contents.Value> cache) {
		Map<Class<?>, Long> bytes = ObjectGraph.bytes(cache.nativeCache(),
				Set.of(Contents.Key.class, Contents.Value.class));
		return bytes.values().stream().mapToLong(Long::longValue).sum();
	}

	/**
	 * By the used heap before and after, what the cache needs while empty included.
	 * @return bytes an entry
	 */
	double byHeap(Rival rival) {
		long before = UsedHeap.bytes();
		try (RivalCache<Contents.Key, Contents.Value> cache = this.contents.newCache(rival)) {
			this.contents.fill(rival, cache);
			return (double) (UsedHeap.bytes() - before) / cache.size();
		}
		finally {
			Reference.reachabilityFence(this.contents);
		}
	}

}
