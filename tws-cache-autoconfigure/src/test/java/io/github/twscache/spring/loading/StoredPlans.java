package io.github.twscache.spring.loading;

import org.jspecify.annotations.Nullable;

import org.springframework.cache.annotation.CacheConfig;
import org.springframework.cache.annotation.Cacheable;

/**
 * A service whose class says which cache its methods use.
 */
@CacheConfig(cacheNames = "plans")
class StoredPlans implements Plans {

	private final Work work;

	StoredPlans(Work work) {
		this.work = work;
	}

	@Override
	@Cacheable
	public @Nullable String plan(String plan) throws Exception {
		return this.work.run(plan);
	}

	@Override
	@Cacheable(key = "#root.targetClass.simpleName + #plan")
	public @Nullable String planOfItsClass(String plan) throws Exception {
		return this.work.run(plan);
	}

}
