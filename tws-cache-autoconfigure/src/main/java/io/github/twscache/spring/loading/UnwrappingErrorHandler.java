package io.github.twscache.spring.loading;

import org.jspecify.annotations.Nullable;

import org.springframework.cache.Cache;
import org.springframework.cache.interceptor.CacheErrorHandler;

/**
 * Tells the application's error handler the cache that was resolved, where Spring has a
 * view of it in hand.
 *
 * @param handler the application's
 */
record UnwrappingErrorHandler(CacheErrorHandler handler) implements CacheErrorHandler {

	@Override
	public void handleCacheGetError(RuntimeException exception, Cache cache, Object key) {
		this.handler.handleCacheGetError(exception, unwrap(cache), key);
	}

	@Override
	public void handleCachePutError(RuntimeException exception, Cache cache, Object key, @Nullable Object value) {
		this.handler.handleCachePutError(exception, unwrap(cache), key, value);
	}

	@Override
	public void handleCacheEvictError(RuntimeException exception, Cache cache, Object key) {
		this.handler.handleCacheEvictError(exception, unwrap(cache), key);
	}

	@Override
	public void handleCacheClearError(RuntimeException exception, Cache cache) {
		this.handler.handleCacheClearError(exception, unwrap(cache));
	}

	private static Cache unwrap(Cache cache) {
		return (cache instanceof LoadView view) ? view.cache() : cache;
	}

}
