package io.github.twscache.spring.contract;

import java.util.Optional;

import org.jspecify.annotations.Nullable;

import org.springframework.cache.annotation.CacheEvict;
import org.springframework.cache.annotation.CachePut;
import org.springframework.cache.annotation.Cacheable;

/**
 * A method for each way to annotate one that returns its result at once.
 */
public class AnnotatedJobs {

	private final Work work;

	public AnnotatedJobs(Work work) {
		this.work = work;
	}

	@Cacheable("jobs")
	public @Nullable String plain(String job) throws Exception {
		return this.work.run();
	}

	@Cacheable(cacheNames = "jobs", sync = true)
	public @Nullable String once(String job) throws Exception {
		return this.work.run();
	}

	@Cacheable("jobs")
	public Optional<String> maybe(String job) throws Exception {
		return Optional.ofNullable(this.work.run());
	}

	@Cacheable(cacheNames = "jobs", sync = true)
	public Optional<String> maybeOnce(String job) throws Exception {
		return Optional.ofNullable(this.work.run());
	}

	@Cacheable(cacheNames = "jobs", condition = "#job.startsWith('PROD')")
	public @Nullable String conditional(String job) throws Exception {
		return this.work.run();
	}

	@Cacheable(cacheNames = "jobs", condition = "#job.startsWith('PROD')", sync = true)
	public @Nullable String conditionalOnce(String job) throws Exception {
		return this.work.run();
	}

	@Cacheable(cacheNames = "jobs", unless = "#result == 'run 1'")
	public @Nullable String unless(String job) throws Exception {
		return this.work.run();
	}

	@Cacheable(cacheNames = "jobs", unless = "#result == null")
	public Optional<String> maybeUnlessEmpty(String job) throws Exception {
		return Optional.ofNullable(this.work.run());
	}

	@Cacheable({ "first", "second" })
	public @Nullable String ofTwoCaches(String job) throws Exception {
		return this.work.run();
	}

	@CachePut("jobs")
	public @Nullable String update(String job) throws Exception {
		return this.work.run();
	}

	@CachePut(cacheNames = "jobs", unless = "#result == 'run 2'")
	public @Nullable String updateUnless(String job) throws Exception {
		return this.work.run();
	}

	@CacheEvict("jobs")
	public void evict(String job) throws Exception {
		this.work.run();
	}

	@CacheEvict(cacheNames = "jobs", beforeInvocation = true)
	public void evictFirst(String job) throws Exception {
		this.work.run();
	}

	@CacheEvict(cacheNames = "jobs", condition = "#job != 'KEPT'")
	public void evictUnlessKept(String job) throws Exception {
		this.work.run();
	}

	@CacheEvict(cacheNames = "jobs", allEntries = true)
	public void evictAll() throws Exception {
		this.work.run();
	}

	@CacheEvict(cacheNames = "jobs", allEntries = true, beforeInvocation = true)
	public void evictAllFirst() throws Exception {
		this.work.run();
	}

}
