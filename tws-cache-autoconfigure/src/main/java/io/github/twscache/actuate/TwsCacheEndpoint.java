package io.github.twscache.actuate;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;

import io.github.twscache.CacheHierarchy;
import io.github.twscache.KeyText;
import io.github.twscache.NamedCache;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.Selector.Match;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;

/**
 * Shows the caches of a hierarchy and changes them while they are in use. Never shows a
 * value.
 * <p>
 * This is what JMX sees; {@link TwsCacheEndpointWebExtension} adds the status codes of
 * HTTP. An unknown cache and a value that is not allowed are exceptions that name them,
 * and change nothing.
 */
@Endpoint(id = "twscache")
public class TwsCacheEndpoint {

	private static final Logger logger = System.getLogger(TwsCacheEndpoint.class.getName());

	private final CacheHierarchy hierarchy;

	/**
	 * Creates the endpoint.
	 * @param hierarchy the caches to show
	 */
	public TwsCacheEndpoint(CacheHierarchy hierarchy) {
		this.hierarchy = hierarchy;
	}

	/**
	 * Describes all caches.
	 * @return the description
	 */
	@ReadOperation
	public HierarchyDescription caches() {
		checkOpen();
		Map<String, CacheDescription> caches = new LinkedHashMap<>();
		for (String name : this.hierarchy.names()) {
			this.hierarchy.find(name)
				.filter((cache) -> !cache.isClosed())
				.ifPresent((cache) -> caches.put(name, CacheDescription.summary(cache)));
		}
		return new HierarchyDescription(this.hierarchy.numShards(), caches);
	}

	/**
	 * Describes one cache with its shards and settings.
	 * @param cache the name
	 * @return the description
	 */
	@ReadOperation
	public CacheDescription cache(@Selector String cache) {
		return CacheDescription.details(find(cache));
	}

	/**
	 * Describes one entry without counting a look-up.
	 * @param cache the name
	 * @param key the key as text
	 * @return the description of the first entry that matches
	 */
	@ReadOperation
	public EntryDescription entry(@Selector String cache, @Selector(match = Match.ALL_REMAINING) String key) {
		NamedCache<Object, Object> named = find(cache);
		return keys(named, key).stream()
			.flatMap((candidate) -> named.inspect(candidate).stream())
			.findFirst()
			.map(EntryDescription::of)
			.orElse(EntryDescription.ABSENT);
	}

	/**
	 * Changes all caches, and those made later.
	 * @param numShards the number of shards to have; entries move in the background
	 * @param cleanup {@code true} to remove expired entries now
	 * @return the state reached
	 */
	@WriteOperation
	public HierarchyChange changeAll(@Nullable String numShards, @Nullable String cleanup) {
		return changeAll(RequestFields.ofGiven("numShards", numShards, "cleanup", cleanup));
	}

	HierarchyChange changeAll(RequestFields fields) {
		checkOpen();
		fields.requireOnly("numShards", "cleanup");
		Integer numShards = fields.numShards("numShards");
		boolean cleanup = fields.demand("cleanup");
		if (numShards != null) {
			resize(numShards);
		}
		Long removed = cleanup ? this.hierarchy.cleanUp() : null;
		return new HierarchyChange(this.hierarchy.numShards(), removed);
	}

	/**
	 * Changes one cache.
	 * @param cache the name
	 * @param maxSize the most entries, or the most weight if the cache weighs its entries
	 * @param ttl the time to live of values stored from now on: ISO-8601, or a number
	 * with a unit such as {@code 30s}, or seconds
	 * @param cleanup {@code true} to remove expired entries now
	 * @return the state reached
	 */
	@WriteOperation
	public CacheChange changeCache(@Selector String cache, @Nullable String maxSize, @Nullable String ttl,
			@Nullable String cleanup) {
		return changeCache(cache, RequestFields.ofGiven("maxSize", maxSize, "ttl", ttl, "cleanup", cleanup));
	}

	CacheChange changeCache(String cache, RequestFields fields) {
		NamedCache<Object, Object> named = find(cache);
		fields.requireOnly("maxSize", "ttl", "cleanup");
		Long maxSize = fields.maxSize("maxSize");
		Duration ttl = fields.ttl("ttl", named.settings());
		boolean cleanup = fields.demand("cleanup");
		if (maxSize != null) {
			named.setMaxSize(maxSize);
		}
		if (ttl != null) {
			named.setTtl(ttl);
		}
		Long removed = cleanup ? named.cleanUp() : null;
		return new CacheChange(cache, named.settings().maximum(), named.settings().ttl().toString(), removed);
	}

	/**
	 * Removes all entries of a cache.
	 * @param cache the name
	 * @return how many went
	 */
	@DeleteOperation
	public Removal clear(@Selector String cache) {
		return new Removal(find(cache).invalidateAll());
	}

	/**
	 * Removes every entry whose key matches, stale ones too, and has loads of it that are
	 * under way not stored.
	 * @param cache the name
	 * @param key the key as text
	 * @return how many went that had not expired
	 */
	@DeleteOperation
	public Removal remove(@Selector String cache, @Selector(match = Match.ALL_REMAINING) String key) {
		return new Removal(find(cache).invalidateIf(KeyText.matching(key)));
	}

	/*
	 * Does not wait until all entries have moved: on a large cache that outlasts a
	 * request.
	 */
	private void resize(int numShards) {
		Future<?> unused = this.hierarchy.resize(numShards).whenComplete((done, failure) -> {
			if (failure != null) {
				logger.log(Level.WARNING, () -> "Changing the number of shards to " + numShards + " failed", failure);
			}
		});
	}

	private NamedCache<Object, Object> find(String cache) {
		NamedCache<Object, Object> named = this.hierarchy.find(cache)
			.orElseThrow(() -> new UnknownCacheException(cache, this.hierarchy.names()));
		if (named.isClosed()) {
			throw new CacheClosedException("Cache '" + cache + "'");
		}
		return named;
	}

	private void checkOpen() {
		if (this.hierarchy.isClosed()) {
			throw new CacheClosedException("The cache hierarchy");
		}
	}

	private static List<Object> keys(NamedCache<Object, Object> cache, String text) {
		return cache.keys().filter(KeyText.matching(text)).toList();
	}

}
