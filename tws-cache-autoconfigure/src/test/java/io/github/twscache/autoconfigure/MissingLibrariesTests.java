package io.github.twscache.autoconfigure;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

import io.github.twscache.spring.loading.LoadingCacheInterceptor;
import org.junit.jupiter.api.Test;

import org.springframework.cache.annotation.Cacheable;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.cache.interceptor.CacheInterceptor;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.OverridingClassLoader;
import org.springframework.util.ClassUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application without the libraries that are optional: classes of this library that
 * are loaded anew, by a class loader that has neither transactions nor Reactor nor
 * Micrometer's context propagation. Spring's own classes are those of the other tests.
 */
class MissingLibrariesTests {

	@Test
	void methodsAreCachedWithoutTransactionsReactorAndContextPropagation() throws Exception {
		assertThat(run(new WithoutLibraries())).containsExactly("transactions: false", "reactor: false",
				"propagation: false", "loading interceptor: true", "Hello a 1", "Hello a 1", "Bye a 2", "Bye a 2");
	}

	@Test
	void theyAreThereOtherwise() throws Exception {
		assertThat(run(getClass().getClassLoader())).startsWith("transactions: true", "reactor: true",
				"propagation: true");
	}

	private static List<String> run(ClassLoader classLoader) throws Exception {
		Thread thread = Thread.currentThread();
		ClassLoader before = thread.getContextClassLoader();
		thread.setContextClassLoader(classLoader);
		try {
			Class<?> scenario = classLoader.loadClass(Scenario.class.getName());
			assertThat(scenario.getClassLoader()).isSameAs(classLoader);
			List<?> seen = (List<?>) ((Callable<?>) scenario.getDeclaredConstructor().newInstance()).call();
			return seen.stream().map(String::valueOf).toList();
		}
		finally {
			thread.setContextClassLoader(before);
		}
	}

	/**
	 * Loads the classes of this library itself, and does not find what is optional.
	 */
	private static final class WithoutLibraries extends OverridingClassLoader {

		private static final List<String> ABSENT = List.of("org.springframework.transaction.",
				"org.springframework.cache.transaction.", "reactor.", "org.reactivestreams.", "io.micrometer.context.");

		WithoutLibraries() {
			super(MissingLibrariesTests.class.getClassLoader());
		}

		@Override
		protected boolean isEligibleForOverriding(String className) {
			return className.startsWith("io.github.twscache.");
		}

		@Override
		protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
			if (ABSENT.stream().anyMatch(name::startsWith)) {
				throw new ClassNotFoundException(name);
			}
			// Spring's does not lock, and threads of the cache load classes too.
			synchronized (getClassLoadingLock(name)) {
				return super.loadClass(name, resolve);
			}
		}

	}

	/**
	 * What is loaded anew, and says what it found.
	 */
	public static class Scenario implements Callable<List<String>> {

		@Override
		public List<String> call() {
			try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
				context.register(Application.class, TwsCacheAutoConfiguration.class,
						TwsCacheManagerAutoConfiguration.class, TwsCacheLoadingAutoConfiguration.class);
				context.refresh();
				Greetings greetings = context.getBean(Greetings.class);
				return List.of("transactions: " + isPresent(CacheSettingsResolver.TRANSACTIONS),
						"reactor: " + isPresent("reactor.core.publisher.Mono"),
						"propagation: " + isPresent(ContextPropagation.TYPE),
						"loading interceptor: "
								+ (context.getBean(CacheInterceptor.class) instanceof LoadingCacheInterceptor),
						greetings.greet("a"), greetings.greet("a"), greetings.leave("a").join(),
						greetings.leave("a").join());
			}
		}

		private static boolean isPresent(String className) {
			return ClassUtils.isPresent(className, Scenario.class.getClassLoader());
		}

	}

	/**
	 * A service that caches.
	 */
	public static class Greetings {

		private int runs;

		@Cacheable("greetings")
		public String greet(String name) {
			return "Hello " + name + " " + ++this.runs;
		}

		@Cacheable("farewells")
		public CompletableFuture<String> leave(String name) {
			return CompletableFuture.completedFuture("Bye " + name + " " + ++this.runs);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableCaching
	static class Application {

		@Bean
		Greetings greetings() {
			return new Greetings();
		}

	}

}
