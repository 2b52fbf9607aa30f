package io.github.twscache.autoconfigure;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

import io.github.twscache.CacheEvent;
import io.github.twscache.CacheEventListener;
import io.github.twscache.CacheHierarchy;
import io.github.twscache.NamedCache;
import io.github.twscache.Ticker;
import io.github.twscache.TtlPolicy;
import io.github.twscache.TwsCacheCustomizer;
import io.github.twscache.Weigher;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.cache.CacheManager;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.core.annotation.Order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link TwsCacheAutoConfiguration}.
 */
class TwsCacheAutoConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(TwsCacheAutoConfiguration.class));

	@Test
	void hierarchyIsThereWithoutCacheAnnotations() {
		this.runner.run((context) -> {
			assertThat(context).hasSingleBean(CacheHierarchy.class).hasBean("cacheHierarchy");
			assertThat(context).doesNotHaveBean(CacheManager.class);
		});
	}

	@Test
	void hierarchyIsThereWithoutSpringsCacheAndTransactionModules() {
		this.runner
			.withClassLoader(new FilteredClassLoader("org.springframework.boot.cache", "org.springframework.cache",
					"org.springframework.transaction", "io.micrometer", "reactor"))
			.run((context) -> {
				NamedCache<String, String> cache = context.getBean(CacheHierarchy.class).cache("jobs");
				cache.put("a", "EXEC");
				assertThat(cache.getIfPresent("a")).isEqualTo("EXEC");
			});
	}

	@Test
	void threadsAreStartedWithTheFirstCacheAndEndWithTheContext() {
		Set<Thread> before = cacheThreads();
		this.runner.run((context) -> {
			CacheHierarchy hierarchy = context.getBean(CacheHierarchy.class);
			assertThat(cacheThreads()).isSubsetOf(before);
			hierarchy.cache("jobs").put("a", 1);
			hierarchy.cleanUp();
			assertThat(cacheThreads()).anyMatch((thread) -> !before.contains(thread));
		});
		await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> assertThat(cacheThreads()).isSubsetOf(before));
	}

	@Test
	void startThatFailsLeavesNoThread() {
		Set<Thread> before = cacheThreads();
		TwsCacheCustomizer failing = (name, settings) -> {
			if (name.equals("streams")) {
				throw new IllegalStateException("of the test");
			}
		};
		this.runner.withBean(TwsCacheCustomizer.class, () -> failing)
			.withPropertyValues("tws.cache.cache-names=jobs,streams")
			.run((context) -> assertThat(context).getFailure().hasRootCauseMessage("of the test"));
		await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> assertThat(cacheThreads()).isSubsetOf(before));
	}

	private static Set<Thread> cacheThreads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().startsWith("tws-cache-"))
			.collect(Collectors.toSet());
	}

	@Test
	void enabledTakesWhatSpringTakesForABoolean() {
		this.runner.withPropertyValues("tws.cache.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(CacheHierarchy.class));
		this.runner.withPropertyValues("tws.cache.enabled=off")
			.run((context) -> assertThat(context).doesNotHaveBean(CacheHierarchy.class));
		this.runner.withPropertyValues("tws.cache.enabled=on")
			.run((context) -> assertThat(context).hasSingleBean(CacheHierarchy.class));
	}

	@Test
	void usersHierarchyWins() {
		this.runner.withUserConfiguration(UserHierarchy.class).run((context) -> {
			assertThat(context).hasSingleBean(CacheHierarchy.class).hasBean("mine");
			assertThat(context.getBean(CacheHierarchy.class).numShards()).isEqualTo(2);
		});
	}

	@Test
	void hierarchyIsClosedWithTheContext() {
		this.runner.run((context) -> {
			CacheHierarchy hierarchy = context.getBean(CacheHierarchy.class);
			hierarchy.cache("jobs").put("a", 1);
			context.getSourceApplicationContext().close();
			assertThat(hierarchy.isClosed()).isTrue();
		});
	}

	@Test
	void namedCachesExistAtStartWithTheirSettings() {
		this.runner
			.withPropertyValues("tws.cache.cache-names=jobs,streams", "tws.cache.ttl=5", "tws.cache.num-shards=16",
					"tws.cache.caches.jobs.max-size=77")
			.run((context) -> {
				CacheHierarchy hierarchy = context.getBean(CacheHierarchy.class);
				assertThat(hierarchy.names()).containsExactly("jobs", "streams");
				assertThat(hierarchy.numShards()).isEqualTo(16);
				assertThat(hierarchy.cache("jobs").settings().maximum()).isEqualTo(77);
				assertThat(hierarchy.cache("streams").settings().maximum()).isEqualTo(10_000);
				assertThat(hierarchy.cache("streams").settings().ttl()).isEqualTo(Duration.ofSeconds(5));
			});
	}

	@Test
	void customizersChangeSettingsInTheirOrderAndOnceForEachCache() {
		this.runner.withUserConfiguration(Customizers.class)
			.withPropertyValues("tws.cache.caches.jobs.ttl=5")
			.run((context) -> {
				CacheHierarchy hierarchy = context.getBean(CacheHierarchy.class);
				assertThat(hierarchy.cache("jobs").settings().ttl()).isEqualTo(Duration.ofSeconds(7));
				assertThat(hierarchy.cache("jobs").settings().origins()).containsEntry("ttl", "customizer");
				hierarchy.cache("jobs");
				assertThat(Customizers.calls).containsExactly("first jobs", "second jobs");
			});
	}

	@Test
	void weigherBeanWeighsWhereAWeightIsSet() {
		this.runner.withUserConfiguration(OneWeigher.class)
			.withPropertyValues("tws.cache.caches.jobs.max-weight=50")
			.run((context) -> {
				CacheHierarchy hierarchy = context.getBean(CacheHierarchy.class);
				assertThat(hierarchy.cache("jobs").settings().maximum()).isEqualTo(50);
				assertThat(hierarchy.cache("jobs").settings().weigher()).isSameAs(context.getBean(Weigher.class));
				assertThat(hierarchy.cache("streams").settings().weigher()).isNull();
			});
	}

	@Test
	void policyBeanIsForEveryCache() {
		this.runner.withUserConfiguration(OnePolicy.class).run((context) -> {
			CacheHierarchy hierarchy = context.getBean(CacheHierarchy.class);
			assertThat(hierarchy.cache("jobs").settings().ttlPolicy()).isSameAs(context.getBean(TtlPolicy.class));
			assertThat(hierarchy.cache("streams").settings().ttlPolicy()).isSameAs(context.getBean(TtlPolicy.class));
		});
	}

	@Test
	void oneOfSeveralPolicyBeansHasToBePrimary() {
		this.runner.withUserConfiguration(OnePolicy.class, OtherPolicy.class)
			.run((context) -> assertThat(context).hasFailed()
				.getFailure()
				.rootCause()
				.hasMessageContaining("Setting 'ttl-policy' has the value '2 beans'"));
		this.runner.withUserConfiguration(OnePolicy.class, OtherPolicy.class, PrimaryPolicy.class)
			.run((context) -> assertThat(context.getBean(CacheHierarchy.class).cache("jobs").settings().ttlPolicy())
				.isSameAs(context.getBean("primary")));
		this.runner.withUserConfiguration(OnePolicy.class, ReservedPolicy.class)
			.run((context) -> assertThat(context.getBean(CacheHierarchy.class).cache("jobs").settings().ttlPolicy())
				.isSameAs(context.getBean("policy")));
	}

	@Test
	void loadsAtOnceAreLimited() {
		this.runner.withPropertyValues("tws.cache.load.max-concurrent=0")
			.run((context) -> assertThat(context).hasFailed()
				.getFailure()
				.rootCause()
				.hasMessageContaining("Setting 'load.max-concurrent' has the value '0'"));
		this.runner.withPropertyValues("tws.cache.load.max-concurrent=65536")
			.run((context) -> assertThat(context).hasSingleBean(CacheHierarchy.class));
	}

	@Test
	void listenersHearOfCachesMadeAtAnyTimeAndMayUseThemThemselves() {
		this.runner.withUserConfiguration(Listener.class)
			.withPropertyValues("tws.cache.cache-names=jobs")
			.run((context) -> {
				CacheHierarchy hierarchy = context.getBean(CacheHierarchy.class);
				hierarchy.cache("jobs").put("a", 1);
				hierarchy.cache("later").put("b", 2);
				assertThat(context.getBean(RecordingListener.class).heard).containsExactly("jobs a", "later b");
			});
	}

	@Test
	void tickerBeanTellsTheTime() {
		this.runner.withUserConfiguration(Time.class).run((context) -> {
			NamedCache<String, String> cache = context.getBean(CacheHierarchy.class).cache("jobs");
			cache.put("a", "EXEC");
			assertThat(cache.getIfPresent("a")).isEqualTo("EXEC");
			context.getBean(AtomicLong.class).addAndGet(Duration.ofSeconds(61).toNanos());
			assertThat(cache.getIfPresent("a")).isNull();
		});
	}

	@Configuration(proxyBeanMethods = false)
	static class UserHierarchy {

		@Bean
		CacheHierarchy mine() {
			return CacheHierarchy.builder().numShards(2).build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Customizers {

		static final List<String> calls = new CopyOnWriteArrayList<>();

		@Bean
		@Order(2)
		TwsCacheCustomizer second() {
			return (name, settings) -> {
				calls.add("second " + name);
				settings.ttl(Duration.ofSeconds(7));
			};
		}

		@Bean
		@Order(1)
		TwsCacheCustomizer first() {
			return (name, settings) -> {
				calls.add("first " + name);
				settings.ttl(Duration.ofSeconds(6));
			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OneWeigher {

		@Bean
		Weigher<String, String> weigher() {
			return (key, value) -> value.length();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OnePolicy {

		@Bean
		TtlPolicy<String, String> policy() {
			return (key, value) -> Duration.ofSeconds(5);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OtherPolicy {

		@Bean
		TtlPolicy<Object, Object> other() {
			return (key, value) -> Duration.ofSeconds(6);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class PrimaryPolicy {

		@Bean
		@Primary
		TtlPolicy<Object, Object> primary() {
			return (key, value) -> Duration.ofSeconds(7);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ReservedPolicy {

		@Bean(defaultCandidate = false)
		TtlPolicy<Object, Object> reserved() {
			return (key, value) -> Duration.ofSeconds(8);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Listener {

		@Bean
		RecordingListener listener(CacheHierarchy hierarchy) {
			return new RecordingListener();
		}

	}

	static class RecordingListener implements CacheEventListener {

		final List<String> heard = new CopyOnWriteArrayList<>();

		@Override
		public void onEvent(CacheEvent event) {
			this.heard.add(event.cacheName() + " " + event.key());
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Time {

		@Bean
		AtomicLong nanos() {
			return new AtomicLong();
		}

		@Bean
		Ticker ticker(AtomicLong nanos) {
			return nanos::get;
		}

	}

}
