package io.github.twscache.spring;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import io.github.twscache.CacheHierarchy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.test.StepVerifier;

import org.springframework.cache.Cache;
import org.springframework.cache.annotation.CachingConfigurer;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.cache.interceptor.CacheErrorHandler;
import org.springframework.cache.interceptor.LoggingCacheErrorHandler;
import org.springframework.cache.interceptor.SimpleKey;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for Spring's cache annotations on the caches of this library. Errors of the cache
 * are only logged here, so that a cache that throws after a load shows by a second call.
 */
@Timeout(60)
class CacheAnnotationTests {

	private AnnotationConfigApplicationContext context;

	private CachedJobs jobs;

	private Cache cache;

	@BeforeEach
	void start() {
		this.context = new AnnotationConfigApplicationContext(Config.class);
		this.jobs = this.context.getBean(CachedJobs.class);
		this.cache = this.context.getBean(TwsCacheManager.class).getCache("jobs");
	}

	@AfterEach
	void close() {
		this.context.close();
	}

	@Test
	void cacheableRunsOnce() {
		assertThat(this.jobs.status("a")).isEqualTo("a 1");
		assertThat(this.jobs.status("a")).isEqualTo("a 1");
		assertThat(this.jobs.status("b")).isEqualTo("b 2");
		assertThat(this.jobs.calls()).isEqualTo(2);
	}

	@Test
	void nullResultIsCached() {
		assertThat(this.jobs.nothing("a")).isNull();
		assertThat(this.jobs.nothing("a")).isNull();
		assertThat(this.jobs.calls()).isEqualTo(1);
	}

	@Test
	void optionalIsUnwrapped() {
		assertThat(this.jobs.maybe("a")).contains("a 1");
		assertThat(this.jobs.maybe("a")).contains("a 1");
		assertThat(this.cache.get("a", String.class)).isEqualTo("a 1");
	}

	@Test
	void severalArgumentsMakeASimpleKey() {
		assertThat(this.jobs.streamOf("CPU", 1)).isEqualTo("CPU1 1");
		assertThat(this.jobs.streamOf("CPU", 1)).isEqualTo("CPU1 1");
		assertThat(this.context.getBean(TwsCacheManager.class)
			.getCache("streams")
			.get(new SimpleKey("CPU", 1), String.class)).isEqualTo("CPU1 1");
	}

	@Test
	void manyCallersOfASynchronizedMethodRunItOnce() throws Exception {
		ExecutorService threads = Executors.newFixedThreadPool(8);
		try {
			for (int round = 0; round < 50; round++) {
				String job = "job" + round;
				int before = this.jobs.calls();
				List<Callable<String>> calls = IntStream.range(0, 8)
					.mapToObj((i) -> (Callable<String>) () -> (i % 2 == 0) ? this.jobs.statusOnce(job)
							: this.jobs.futureOnce(job).get())
					.toList();
				for (Future<String> call : threads.invokeAll(calls)) {
					assertThat(call.get()).isEqualTo(job + " " + (before + 1));
				}
				assertThat(this.jobs.calls()).isEqualTo(before + 1);
			}
		}
		finally {
			threads.shutdownNow();
		}
	}

	@Test
	void checkedExceptionReachesTheCallerAsItIs() {
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> this.jobs.failing("a")).withMessage("a 1");
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> this.jobs.failingOnce("a")).withMessage("a 2");
		assertThat(this.jobs.calls()).isEqualTo(2);
		assertThatExceptionOfType(ExecutionException.class).isThrownBy(() -> this.jobs.failingFuture("a").get())
			.withCauseExactlyInstanceOf(IOException.class);
		assertThat(this.jobs.calls()).isEqualTo(3);
		assertThat(this.cache.get("a")).isNull();
	}

	@Test
	void futureIsCached() throws Exception {
		assertThat(this.jobs.future("a").get()).isEqualTo("a 1");
		assertThat(this.jobs.future("a").get()).isEqualTo("a 1");
		assertThat(this.jobs.futureOnce("a").get()).isEqualTo("a 1");
		assertThat(this.jobs.futureOnce("b").get()).isEqualTo("b 2");
		assertThat(this.jobs.futureOnce("b").get()).isEqualTo("b 2");
	}

	@Test
	void cancelledFutureOfOneCallerLeavesTheOthers() throws Exception {
		CompletableFuture<String> first = this.jobs.futureOnce("a");
		CompletableFuture<String> second = this.jobs.futureOnce("a");
		first.cancel(true);
		assertThat(second.get()).isEqualTo("a 1");
	}

	@Test
	void monoIsCached() {
		StepVerifier.create(this.jobs.mono("a")).expectNext("a 1").verifyComplete();
		StepVerifier.create(this.jobs.mono("a")).expectNext("a 1").verifyComplete();
		StepVerifier.create(this.jobs.monoOnce("b")).expectNext("b 2").verifyComplete();
		StepVerifier.create(this.jobs.monoOnce("b")).expectNext("b 2").expectComplete().verify(Duration.ofSeconds(5));
		assertThat(this.jobs.calls()).isEqualTo(2);
	}

	@Test
	void fluxIsCachedAsAList() {
		StepVerifier.create(this.jobs.flux("a")).expectNext("a 1", "end").verifyComplete();
		StepVerifier.create(this.jobs.flux("a")).expectNext("a 1", "end").verifyComplete();
		StepVerifier.create(this.jobs.fluxOnce("b")).expectNext("b 2", "end").verifyComplete();
		StepVerifier.create(this.jobs.fluxOnce("b")).expectNext("b 2", "end").verifyComplete();
		assertThat(this.cache.get("a", List.class)).isEqualTo(List.of("a 1", "end"));
	}

	@Test
	void cachePutReplacesTheValue() throws Exception {
		this.jobs.status("a");
		this.jobs.update("a", "SUCC");
		assertThat(this.jobs.status("a")).isEqualTo("SUCC");
		this.jobs.updateLater("a", "ABEND").get();
		assertThat(this.jobs.status("a")).isEqualTo("ABEND");
		assertThat(this.jobs.calls()).isEqualTo(1);
	}

	@Test
	void cacheEvictForgetsOneOrAll() {
		this.jobs.status("a");
		this.jobs.status("b");
		this.jobs.restart("a");
		assertThat(this.cache.get("a")).isNull();
		assertThat(this.cache.get("b")).isNotNull();
		this.jobs.reload();
		assertThat(this.cache.get("b")).isNull();
	}

	@Test
	void evictBeforeInvocationHoldsThoughTheMethodFails() {
		this.jobs.status("a");
		assertThatIllegalStateException().isThrownBy(() -> this.jobs.restartBadly("a")).withMessage("restart");
		assertThat(this.cache.get("a")).isNull();
	}

	@Test
	void cachingDoesSeveralThings() {
		this.jobs.status("a");
		this.jobs.stream("s");
		this.jobs.move("a", "s");
		assertThat(this.jobs.status("a")).isEqualTo("moved");
		assertThat(this.jobs.stream("s")).isEqualTo("s 3");
	}

	@Test
	void closedCacheIsAnErrorOfTheCacheAndTheMethodStillRuns() {
		this.context.getBean(CacheHierarchy.class).close();
		assertThat(this.jobs.status("a")).isEqualTo("a 1");
		assertThat(this.jobs.statusOnce("a")).isEqualTo("a 2");
	}

	@Configuration(proxyBeanMethods = false)
	@EnableCaching
	static class Config implements CachingConfigurer {

		@Bean
		CacheHierarchy cacheHierarchy() {
			return CacheHierarchy.builder().build();
		}

		@Bean
		TwsCacheManager cacheManager(CacheHierarchy hierarchy) {
			return new TwsCacheManager(hierarchy);
		}

		@Bean
		CachedJobs jobs() {
			return new CachedJobs();
		}

		@Override
		public CacheErrorHandler errorHandler() {
			return new LoggingCacheErrorHandler();
		}

	}

}
