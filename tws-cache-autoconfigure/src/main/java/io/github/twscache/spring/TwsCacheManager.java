package io.github.twscache.spring;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import io.github.twscache.CacheHierarchy;
import io.github.twscache.InvalidSettingException;
import io.github.twscache.NamedCache;
import org.jspecify.annotations.Nullable;

import org.springframework.cache.Cache;
import org.springframework.cache.CacheManager;
import org.springframework.cache.transaction.TransactionAwareCacheDecorator;
import org.springframework.util.Assert;
import org.springframework.util.ClassUtils;

/**
 * The caches of a {@link CacheHierarchy} as Spring's cache manager.
 * <p>
 * Makes caches when they are first asked for, unless it was given the names it may have.
 * A cache is the same object for the life of the manager, however often it is cleared.
 * Closing is up to whoever made the hierarchy. Safe for use by many threads.
 */
public class TwsCacheManager implements CacheManager {

	private static final String TRANSACTIONS = "org.springframework.transaction.support.TransactionSynchronizationManager";

	private final CacheHierarchy hierarchy;

	private final ConcurrentMap<String, Cache> caches = new ConcurrentHashMap<>();

	private volatile boolean dynamic = true;

	/**
	 * Creates a manager that makes caches when they are asked for.
	 * @param hierarchy the hierarchy that holds the caches
	 */
	public TwsCacheManager(CacheHierarchy hierarchy) {
		Assert.notNull(hierarchy, "Hierarchy must not be null");
		this.hierarchy = hierarchy;
	}

	/**
	 * Makes these caches now and no others from now on. Caches that are there already
	 * stay.
	 * @param cacheNames the names, or {@code null} to make caches when they are asked for
	 */
	public void setCacheNames(@Nullable Collection<String> cacheNames) {
		if (cacheNames == null) {
			this.dynamic = true;
			return;
		}
		for (String name : cacheNames) {
			cache(name);
		}
		this.dynamic = false;
	}

	/**
	 * Tells whether caches are made when they are asked for.
	 * @return whether they are
	 */
	public boolean isDynamic() {
		return this.dynamic;
	}

	/**
	 * Gives the hierarchy that holds the caches.
	 * @return the hierarchy
	 */
	public CacheHierarchy getHierarchy() {
		return this.hierarchy;
	}

	/**
	 * Finds a cache, or makes it where the names are not fixed.
	 * @param name its name
	 * @return the cache, the same object each time; {@code null} if there is none of this
	 * name and the names are fixed
	 */
	@Override
	public @Nullable Cache getCache(String name) {
		Cache cache = this.caches.get(name);
		return (cache == null && this.dynamic) ? cache(name) : cache;
	}

	/**
	 * Lists the caches there are; makes none.
	 * @return a snapshot. Where the names are not fixed, caches that were asked of the
	 * hierarchy directly are among them.
	 */
	@Override
	public Collection<String> getCacheNames() {
		return List.copyOf(this.dynamic ? this.hierarchy.names() : this.caches.keySet());
	}

	/**
	 * Clears all caches at once, in a transaction too. No cache is dropped. A cache that
	 * was closed on its own is passed over.
	 * @throws IllegalStateException if the hierarchy is closed
	 */
	@Override
	public void resetCaches() {
		for (String name : getCacheNames()) {
			this.hierarchy.find(name)
				.filter((cache) -> !cache.isClosed() || this.hierarchy.isClosed())
				.ifPresent(NamedCache::invalidateAll);
		}
	}

	private Cache cache(String name) {
		Cache cache = this.caches.get(name);
		if (cache == null) {
			// Not in computeIfAbsent: making a cache calls customizers and listeners.
			Cache made = adapt(this.hierarchy.cache(name));
			Cache raced = this.caches.putIfAbsent(name, made);
			cache = (raced != null) ? raced : made;
		}
		return cache;
	}

	private static Cache adapt(NamedCache<Object, Object> named) {
		TwsCache cache = new TwsCache(named);
		return named.settings().transactionAware() ? TransactionDecoration.decorate(cache) : cache;
	}

	/**
	 * Keeps the classes of spring-tx away from those who do without transactions.
	 */
	private static final class TransactionDecoration {

		static Cache decorate(TwsCache cache) {
			if (!ClassUtils.isPresent(TRANSACTIONS, TwsCacheManager.class.getClassLoader())) {
				throw new InvalidSettingException("transaction-aware", true, "true only with spring-tx",
						"Add spring-tx to the class path, or leave the setting out.");
			}
			return new TransactionAwareCacheDecorator(cache);
		}

	}

}
