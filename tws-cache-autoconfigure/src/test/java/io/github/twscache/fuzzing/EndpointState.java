package io.github.twscache.fuzzing;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

import io.github.twscache.CacheHierarchy;
import io.github.twscache.NamedCache;
import org.jspecify.annotations.Nullable;

/**
 * All that a request to the endpoint could change.
 *
 * @param numShards the number of shards asked for
 * @param caches the caches by name
 */
record EndpointState(int numShards, Map<String, CacheState> caches) {

	/**
	 * What a request could change of one cache.
	 *
	 * @param settings its settings
	 * @param keys its keys as text
	 * @param cleanups how often it was cleaned up
	 */
	record CacheState(Map<String, Object> settings, Set<String> keys, long cleanups) {
	}

	static EndpointState of(CacheHierarchy hierarchy) {
		Map<String, CacheState> caches = new TreeMap<>();
		for (String name : hierarchy.names()) {
			NamedCache<Object, Object> cache = hierarchy.cache(name);
			caches.put(name,
					new CacheState(cache.settings().asMap(),
							cache.keys().map(String::valueOf).collect(Collectors.toCollection(TreeSet::new)),
							cache.metrics().cleanups()));
		}
		return new EndpointState(hierarchy.numShards(), caches);
	}

	/** All but the cache that a request may change, and nothing if it may change any. */
	Map<String, CacheState> others(@Nullable String changed) {
		Map<String, CacheState> others = (changed != null) ? new TreeMap<>(this.caches) : new TreeMap<>();
		if (changed != null) {
			others.remove(changed);
		}
		return others;
	}

}
