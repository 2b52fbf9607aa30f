package io.github.twscache.metrics;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.function.Supplier;

import io.github.twscache.CacheHierarchy;
import io.github.twscache.NamedCache;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;

/**
 * Gives every cache of a hierarchy its meters: those made before and those made after it
 * is bound, each once.
 * <p>
 * The standard meters of a cache have the tags that Spring Boot gives them.
 */
public final class CacheHierarchyMetrics implements MeterBinder {

	private static final Logger logger = System.getLogger(CacheHierarchyMetrics.class.getName());

	private final CacheHierarchy hierarchy;

	private final Supplier<String> cacheManager;

	/* Bound to a registry twice, a cache would count each of its loads twice. */
	private final Set<MeterRegistry> bound = Collections
		.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

	/**
	 * Creates the binder.
	 * @param hierarchy the caches
	 * @param cacheManager gives the value of tag {@code cache.manager}; asked when bound
	 */
	public CacheHierarchyMetrics(CacheHierarchy hierarchy, Supplier<String> cacheManager) {
		this.hierarchy = hierarchy;
		this.cacheManager = cacheManager;
	}

	/**
	 * Tells whether a cache gets its meters here.
	 * @param cache the cache
	 * @return whether it is one of the hierarchy's
	 */
	public boolean covers(NamedCache<?, ?> cache) {
		return this.hierarchy.find(cache.name()).filter((own) -> (Object) own == cache).isPresent();
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		String manager = this.cacheManager.get();
		if (this.bound.add(registry)) {
			this.hierarchy.addCreationListener((cache) -> bind(cache, manager, registry));
		}
	}

	private static void bind(NamedCache<?, ?> cache, String cacheManager, MeterRegistry registry) {
		try {
			Tags tags = Tags.of("cache.manager", cacheManager, "name", cache.name());
			new NamedCacheMeterBinder(cache, tags).bindTo(registry);
			Tags ownTags = tags.and("cache", cache.name());
			new EngineMeters(cache, ownTags).bindTo(registry);
			new ShardMeters(cache, ownTags, registry).follow();
			new LoadTimer(cache, ownTags, registry).listen();
		}
		catch (RuntimeException ex) {
			// A meter that a registry refuses is no reason to have no cache.
			logger.log(Level.WARNING, () -> "Cache '" + cache.name() + "' has not got all of its meters", ex);
		}
	}

}
