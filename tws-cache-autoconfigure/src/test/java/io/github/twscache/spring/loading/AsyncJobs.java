package io.github.twscache.spring.loading;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.cache.annotation.CacheEvict;
import org.springframework.cache.annotation.CachePut;
import org.springframework.cache.annotation.Cacheable;

/**
 * A method for each way to annotate one that returns a future or a publisher.
 */
public class AsyncJobs {

	private final Work work;

	AsyncJobs(Work work) {
		this.work = work;
	}

	@Cacheable("jobs")
	public CompletableFuture<@Nullable String> future(String job) {
		return begin(job);
	}

	@Cacheable(cacheNames = "jobs", unless = "#result != null")
	public CompletableFuture<@Nullable String> futureUnless(String job) {
		return begin(job);
	}

	@Cacheable({ "first", "second" })
	public CompletableFuture<@Nullable String> futureOfTwoCaches(String job) {
		return begin(job);
	}

	@Cacheable("jobs")
	@CacheEvict(cacheNames = "copies", key = "#job")
	public CompletableFuture<@Nullable String> futureWithEvict(String job) {
		return begin(job);
	}

	@Cacheable(cacheNames = "jobs", sync = true)
	public CompletableFuture<@Nullable String> futureOnce(String job) {
		return begin(job);
	}

	@Cacheable("jobs")
	public CompletionStage<@Nullable String> stage(String job) {
		return begin(job);
	}

	/** Does its work before it returns. */
	@Cacheable("jobs")
	public CompletableFuture<@Nullable String> futureAtOnce(String job) throws Exception {
		return CompletableFuture.completedFuture(this.work.run(job));
	}

	@Cacheable("jobs")
	public CompletableFuture<String> supplied(String job) {
		return this.work.handOut();
	}

	@Cacheable("jobs")
	public Mono<String> mono(String job) {
		return Mono.fromCallable(() -> this.work.run(job));
	}

	@Cacheable(cacheNames = "jobs", unless = "#result != null")
	public Mono<String> monoUnless(String job) {
		return Mono.fromCallable(() -> this.work.run(job));
	}

	@Cacheable("jobs")
	public Mono<String> monoSupplied(String job) {
		return Mono.fromFuture(this.work::handOut);
	}

	@Cacheable("jobs")
	@CachePut(cacheNames = "copies", key = "#job")
	public Mono<String> monoWithPut(String job) {
		return Mono.fromCallable(() -> this.work.run(job));
	}

	@Cacheable("jobs")
	public Publisher<String> publisher(String job) {
		return Mono.fromCallable(() -> this.work.run(job));
	}

	@Cacheable("jobs")
	public Flux<String> flux(String job) {
		return Mono.fromCallable(() -> this.work.run(job)).flatMapMany((value) -> Flux.just(value, "end"));
	}

	private CompletableFuture<@Nullable String> begin(String job) {
		CompletableFuture<@Nullable String> future = new CompletableFuture<>();
		Thread thread = new Thread(() -> {
			try {
				future.complete(this.work.run(job));
			}
			catch (Throwable ex) {
				future.completeExceptionally(ex);
			}
		}, "test-future");
		thread.setDaemon(true);
		thread.start();
		return future;
	}

}
