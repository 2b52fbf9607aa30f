package io.github.twscache.spring.loading;

import java.util.Optional;

import org.jspecify.annotations.Nullable;

import org.springframework.cache.annotation.CacheEvict;
import org.springframework.cache.annotation.CachePut;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.cache.annotation.Caching;

/**
 * A method for each way to annotate one that returns its value.
 */
public class Jobs {

	private final Work work;

	Jobs(Work work) {
		this.work = work;
	}

	@Cacheable("jobs")
	public @Nullable String plain(String job) throws Exception {
		return this.work.run(job);
	}

	@Cacheable("jobs")
	public @Nullable String other(String job) throws Exception {
		return this.work.run(job);
	}

	@Cacheable(cacheNames = "jobs", key = "#job")
	public @Nullable String forUser(String job, String user) throws Exception {
		return this.work.run(job);
	}

	@CachedJob
	public @Nullable String composed(String job) throws Exception {
		return this.work.run(job);
	}

	@Cacheable("jobs")
	public Optional<String> maybe(String job) throws Exception {
		return Optional.ofNullable(this.work.run(job));
	}

	@Cacheable(cacheNames = "jobs", key = "#root.target.class.simpleName + #root.targetClass.simpleName"
			+ " + #root.methodName + #root.caches[0].name + #job.toLowerCase()")
	public @Nullable String keyed(String job) throws Exception {
		return this.work.run(job);
	}

	@Cacheable(cacheNames = "jobs", keyGenerator = "ownKeys")
	public @Nullable String generated(String job) throws Exception {
		return this.work.run(job);
	}

	@Cacheable(cacheResolver = "ownCaches")
	public @Nullable String resolved(String job) throws Exception {
		return this.work.run(job);
	}

	@Cacheable(cacheNames = "jobs", cacheManager = "secondManager")
	public @Nullable String managed(String job) throws Exception {
		return this.work.run(job);
	}

	@Cacheable(cacheNames = "jobs", cacheManager = "othersManager")
	public @Nullable String ofOthers(String job) throws Exception {
		return this.work.run(job);
	}

	@Cacheable(cacheNames = "jobs", condition = "#job.startsWith('P')")
	public @Nullable String conditional(String job) throws Exception {
		return this.work.run(job);
	}

	@Cacheable(cacheNames = "jobs", unless = "#result == null")
	public @Nullable String unlessNull(String job) throws Exception {
		return this.work.run(job);
	}

	@Cacheable(cacheNames = "jobs", unless = "#result != null")
	public @Nullable String unlessAnything(String job) throws Exception {
		return this.work.run(job);
	}

	@Cacheable(cacheNames = "jobs", unless = "#result.isBlank()")
	public @Nullable String unlessFails(String job) throws Exception {
		return this.work.run(job);
	}

	@Cacheable({ "first", "second" })
	public @Nullable String ofTwoCaches(String job) throws Exception {
		return this.work.run(job);
	}

	@Caching(cacheable = { @Cacheable("first"), @Cacheable(cacheNames = "second", key = "'second ' + #job") })
	public @Nullable String twiceCacheable(String job) throws Exception {
		return this.work.run(job);
	}

	@Cacheable("jobs")
	@CachePut(cacheNames = "copies", key = "#job")
	public @Nullable String withPut(String job) throws Exception {
		return this.work.run(job);
	}

	@Cacheable("jobs")
	@CacheEvict(cacheNames = "copies", key = "#job", condition = "@work.countCondition()")
	public @Nullable String withEvict(String job) throws Exception {
		return this.work.run(job);
	}

	@Cacheable("jobs")
	@CacheEvict(cacheNames = "copies", key = "#job", beforeInvocation = true)
	public @Nullable String withEvictBefore(String job) throws Exception {
		return this.work.run(job);
	}

	@Cacheable("aware")
	public @Nullable String aware(String job) throws Exception {
		return this.work.run(job);
	}

	@Cacheable("springs")
	public @Nullable String switchedOff(String job) throws Exception {
		return this.work.run(job);
	}

	@Cacheable("strict")
	public @Nullable String strict(String job) throws Exception {
		return this.work.run(job);
	}

	@Cacheable(cacheNames = "jobs", sync = true)
	public @Nullable String once(String job) throws Exception {
		return this.work.run(job);
	}

	@Cacheable(cacheNames = "jobs", keyGenerator = "ownKeys", sync = true)
	public @Nullable String generatedOnce(String job) throws Exception {
		return this.work.run(job);
	}

	@CachePut(cacheNames = { "jobs", "first", "second" }, key = "#job")
	public String remember(String job, String value) {
		return value;
	}

	@Caching(evict = { @CacheEvict("jobs"), @CacheEvict("first"), @CacheEvict("second") })
	public void forget(String job) {
	}

	@CacheEvict(cacheNames = { "jobs", "first", "second" }, allEntries = true, beforeInvocation = true)
	public void forgetAll() {
	}

}
