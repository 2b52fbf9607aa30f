package io.github.twscache.spring;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.cache.annotation.CacheEvict;
import org.springframework.cache.annotation.CachePut;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.cache.annotation.Caching;

/**
 * A bean with each kind of cached method; counts how often a method body runs.
 */
public class CachedJobs {

	private final AtomicInteger calls = new AtomicInteger();

	int calls() {
		return this.calls.get();
	}

	@Cacheable("jobs")
	public String status(String job) {
		return next(job);
	}

	@Cacheable("jobs")
	public String nothing(String job) {
		this.calls.incrementAndGet();
		return null;
	}

	@Cacheable("jobs")
	public Optional<String> maybe(String job) {
		return Optional.of(next(job));
	}

	@Cacheable(cacheNames = "jobs", sync = true)
	public String statusOnce(String job) {
		return next(job);
	}

	@Cacheable("jobs")
	public String failing(String job) throws IOException {
		throw new IOException(next(job));
	}

	@Cacheable(cacheNames = "jobs", sync = true)
	public String failingOnce(String job) throws IOException {
		throw new IOException(next(job));
	}

	@Cacheable("jobs")
	public CompletableFuture<String> future(String job) {
		return CompletableFuture.supplyAsync(() -> next(job));
	}

	@Cacheable(cacheNames = "jobs", sync = true)
	public CompletableFuture<String> futureOnce(String job) {
		return CompletableFuture.supplyAsync(() -> next(job));
	}

	@Cacheable(cacheNames = "jobs", sync = true)
	public CompletableFuture<String> failingFuture(String job) {
		return CompletableFuture.failedFuture(new IOException(next(job)));
	}

	@Cacheable("jobs")
	public Mono<String> mono(String job) {
		return Mono.fromSupplier(() -> next(job));
	}

	@Cacheable(cacheNames = "jobs", sync = true)
	public Mono<String> monoOnce(String job) {
		return Mono.fromSupplier(() -> next(job));
	}

	@Cacheable("jobs")
	public Flux<String> flux(String job) {
		return Flux.defer(() -> Flux.just(next(job), "end"));
	}

	@Cacheable(cacheNames = "jobs", sync = true)
	public Flux<String> fluxOnce(String job) {
		return Flux.defer(() -> Flux.just(next(job), "end"));
	}

	@CachePut(cacheNames = "jobs", key = "#job")
	public String update(String job, String status) {
		return status;
	}

	@CachePut(cacheNames = "jobs", key = "#job")
	public CompletableFuture<String> updateLater(String job, String status) {
		return CompletableFuture.supplyAsync(() -> status);
	}

	@CacheEvict("jobs")
	public void restart(String job) {
		this.calls.incrementAndGet();
	}

	@CacheEvict(cacheNames = "jobs", beforeInvocation = true)
	public void restartBadly(String job) {
		throw new IllegalStateException("restart");
	}

	@CacheEvict(cacheNames = "jobs", allEntries = true, beforeInvocation = true)
	public void reload() {
		this.calls.incrementAndGet();
	}

	@Caching(put = @CachePut(cacheNames = "jobs", key = "#job"),
			evict = @CacheEvict(cacheNames = "streams", key = "#stream"))
	public String move(String job, String stream) {
		return "moved";
	}

	@Cacheable("streams")
	public String stream(String stream) {
		return next(stream);
	}

	@Cacheable("streams")
	public String streamOf(String workstation, int number) {
		return next(workstation + number);
	}

	private String next(String of) {
		return of + " " + this.calls.incrementAndGet();
	}

}
