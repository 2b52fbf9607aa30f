package io.github.twscache.spring.contract;

import java.util.concurrent.CompletableFuture;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.cache.annotation.CacheEvict;
import org.springframework.cache.annotation.CachePut;
import org.springframework.cache.annotation.Cacheable;

/**
 * A method for each way to annotate one whose result comes later.
 */
public class AnnotatedAsyncJobs {

	private final Work work;

	public AnnotatedAsyncJobs(Work work) {
		this.work = work;
	}

	@Cacheable("jobs")
	public CompletableFuture<String> future(String job) {
		return start();
	}

	@Cacheable(cacheNames = "jobs", sync = true)
	public CompletableFuture<String> futureOnce(String job) {
		return start();
	}

	@Cacheable(cacheNames = "jobs", unless = "#result == 'run 1'")
	public CompletableFuture<String> futureUnless(String job) {
		return start();
	}

	@CachePut("jobs")
	public CompletableFuture<String> futureUpdate(String job) {
		return start();
	}

	@CacheEvict("jobs")
	public CompletableFuture<String> futureEvict(String job) {
		return start();
	}

	@Cacheable("jobs")
	public Mono<String> mono(String job) {
		return Mono.fromCallable(this.work::run);
	}

	@Cacheable(cacheNames = "jobs", sync = true)
	public Mono<String> monoOnce(String job) {
		return Mono.fromCallable(this.work::run);
	}

	@Cacheable(cacheNames = "jobs", unless = "#result == 'run 1'")
	public Mono<String> monoUnless(String job) {
		return Mono.fromCallable(this.work::run);
	}

	@CachePut("jobs")
	public Mono<String> monoUpdate(String job) {
		return Mono.fromCallable(this.work::run);
	}

	@CacheEvict("jobs")
	public Mono<String> monoEvict(String job) {
		return Mono.fromCallable(this.work::run);
	}

	@Cacheable("jobs")
	public Flux<String> flux(String job) {
		return several();
	}

	@Cacheable(cacheNames = "jobs", sync = true)
	public Flux<String> fluxOnce(String job) {
		return several();
	}

	private Flux<String> several() {
		return Mono.fromCallable(this.work::run).flatMapMany((value) -> Flux.just(value, "end"));
	}

	private CompletableFuture<String> start() {
		return CompletableFuture.supplyAsync(() -> "begun").thenCompose((begun) -> {
			try {
				return CompletableFuture.completedFuture(this.work.run());
			}
			catch (Exception | Error ex) {
				return CompletableFuture.failedFuture(ex);
			}
		});
	}

}
