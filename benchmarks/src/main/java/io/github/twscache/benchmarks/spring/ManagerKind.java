package io.github.twscache.benchmarks.spring;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.Supplier;

import com.github.benmanes.caffeine.cache.CaffeineSpec;

import io.github.twscache.CacheHierarchy;
import io.github.twscache.CacheSettings;
import io.github.twscache.benchmarks.rivals.CacheSpec;
import io.github.twscache.spring.TwsCacheManager;

import org.springframework.cache.CacheManager;
import org.springframework.cache.caffeine.CaffeineCacheManager;
import org.springframework.cache.concurrent.ConcurrentMapCacheManager;

/**
 * The cache managers that are compared, by the names they have in results, each as Spring
 * Boot makes it.
 */
enum ManagerKind {

	/** The product's as users get it, below its own interceptor: calls are loads. */
	TWS(ManagerKind::tws),

	/** The product's with single flight off, below Spring's own interceptor. */
	TWS_OFF(ManagerKind::tws),

	/** Caffeine's: same time to live, same bound, and statistics. */
	CAFFEINE(ManagerKind::caffeine),

	/** Spring's own, a map: no time to live, no bound, no statistics. */
	SIMPLE(ConcurrentMapCacheManager::new);

	static final int MAX_SIZE = 32_768;

	@SuppressWarnings("ImmutableEnumChecker") // a constructor reference
	private final Supplier<CacheManager> factory;

	ManagerKind(Supplier<CacheManager> factory) {
		this.factory = factory;
	}

	String id() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

	CacheManager create() {
		return this.factory.get();
	}

	static ManagerKind of(String id) {
		return Arrays.stream(values())
			.filter((kind) -> kind.id().equals(id))
			.findFirst()
			.orElseThrow(() -> new IllegalArgumentException(
					"No manager '" + id + "', but " + Arrays.stream(values()).map(ManagerKind::id).toList()));
	}

	/** Whether plain annotations are loads of the cache. */
	boolean isLoading() {
		return this == TWS;
	}

	private static CacheManager tws() {
		return new TwsCacheManager(CacheHierarchy.builder().settings((name) -> settings()).build());
	}

	private static CacheSettings settings() {
		return CacheSettings.builder().maxSize(MAX_SIZE).ttl(CacheSpec.USUAL_TTL).recordStats(true).build();
	}

	private static CacheManager caffeine() {
		CaffeineCacheManager manager = new CaffeineCacheManager();
		manager.setCaffeineSpec(CaffeineSpec.parse(
				"maximumSize=" + MAX_SIZE + ",expireAfterWrite=" + CacheSpec.USUAL_TTL.toSeconds() + "s,recordStats"));
		return manager;
	}

}
