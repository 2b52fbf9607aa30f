package io.github.twscache;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Uses the product classes with nothing beside them but the JDK.
 */
@Timeout(30)
class PlainJavaTests {

	private static final List<String> ABSENT = List.of("org.springframework.context.ApplicationContext",
			"org.springframework.boot.SpringApplication", "io.micrometer.core.instrument.MeterRegistry",
			"org.slf4j.Logger", "org.jspecify.annotations.Nullable", "reactor.core.publisher.Mono");

	@Test
	void cacheWorksWithNothingButTheJdk() throws Exception {
		try (URLClassLoader loader = jdkAndProductOnly()) {
			Class<?> type = loader.loadClass(TwsOptimizedAsyncCache.class.getName());
			Object builder = type.getMethod("builder").invoke(null);
			Object cache = builder.getClass().getMethod("build").invoke(builder);
			assertThat(cache.getClass().getClassLoader()).isSameAs(loader);
			use(loader, type, cache);
			type.getMethod("resize", int.class).invoke(cache, 3);
			type.getMethod("cleanUp").invoke(cache);
			type.getMethod("close").invoke(cache);
		}
	}

	@Test
	void hierarchyWorksWithNothingButTheJdk() throws Exception {
		try (URLClassLoader loader = jdkAndProductOnly()) {
			Class<?> type = loader.loadClass(CacheHierarchy.class.getName());
			Object builder = type.getMethod("builder").invoke(null);
			Object hierarchy = builder.getClass().getMethod("build").invoke(builder);
			Object cache = type.getMethod("cache", String.class).invoke(hierarchy, "jobs");
			use(loader, cache.getClass(), cache);
			assertThat(type.getMethod("statistics").invoke(hierarchy).toString()).contains("jobs");
			type.getMethod("close").invoke(hierarchy);
		}
	}

	@Test
	void everyClassOfRootAndEngineCanBeResolvedWithNothingButTheJdk() throws Exception {
		Path product = Path.of(product());
		try (URLClassLoader loader = jdkAndProductOnly();
				Stream<Path> files = Files.walk(product.resolve("io/github/twscache"), 2)) {
			List<String> names = files.map((file) -> product.relativize(file).toString())
				.filter((file) -> file.endsWith(".class") && !file.endsWith("package-info.class"))
				.map((file) -> file.replace('/', '.').replace('\\', '.').replaceFirst("\\.class$", ""))
				.filter((name) -> name.matches("io\\.github\\.twscache\\.(engine\\.)?[A-Z].*"))
				.toList();
			assertThat(names).hasSizeGreaterThan(60);
			for (String name : names) {
				Class<?> type = Class.forName(name, true, loader);
				assertThat(type.getDeclaredMethods().length + type.getDeclaredFields().length).as(name).isNotNegative();
			}
		}
	}

	private static void use(ClassLoader loader, Class<?> type, Object cache) throws ReflectiveOperationException {
		for (String name : ABSENT) {
			assertThatExceptionOfType(ClassNotFoundException.class).isThrownBy(() -> loader.loadClass(name));
		}
		Method set = type.getMethod("set", Object.class, Object.class);
		Method get = type.getMethod("get", Object.class);
		for (int i = 0; i < 1000; i++) {
			assertThat((CompletableFuture<?>) set.invoke(cache, i % 100, "value" + i)).isCompleted();
			assertThat(((CompletableFuture<?>) get.invoke(cache, i % 100)).join()).isEqualTo(Optional.of("value" + i));
		}
		Class<?> loaderType = loader.loadClass(CacheLoader.class.getName());
		Object loading = Proxy.newProxyInstance(loader, new Class<?>[] { loaderType },
				(proxy, method, arguments) -> "loaded " + arguments[0]);
		assertThat(type.getMethod("get", Object.class, loaderType).invoke(cache, "PROD#PAYROLL", loading))
			.isEqualTo("loaded PROD#PAYROLL");
		assertThat(type.getMethod("size").invoke(cache)).isEqualTo(101L);
		assertThat(type.getMethod("metrics").invoke(cache).toString()).contains("loads=1,");
	}

	private static URLClassLoader jdkAndProductOnly() throws Exception {
		return new URLClassLoader(new URL[] { product().toURL() }, ClassLoader.getPlatformClassLoader());
	}

	private static URI product() throws Exception {
		return TwsOptimizedAsyncCache.class.getProtectionDomain().getCodeSource().getLocation().toURI();
	}

}
