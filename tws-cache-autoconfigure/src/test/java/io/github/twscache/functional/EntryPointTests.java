package io.github.twscache.functional;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import io.github.twscache.AsyncCacheLoader;
import io.github.twscache.AsyncTtlCache;
import io.github.twscache.CacheHierarchy;
import io.github.twscache.CacheLoader;
import io.github.twscache.TtlCache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * What holds for every method of a cache, whichever there are: found by reflection.
 */
@Timeout(30)
@ParameterizedClass
@EnumSource(CacheKind.class)
class EntryPointTests {

	/** Methods that may be called after the end, because they do not use entries. */
	private static final Set<String> HARMLESS = Set.of("close", "settings");

	@RegisterExtension
	final Caches caches = new Caches();

	@Parameter
	CacheKind kind;

	@Test
	void nullKeyIsRefusedEverywhere() {
		TtlCache<String, String> cache = this.caches.open(this.kind);
		List<Method> methods = methods().filter(EntryPointTests::takesKey).toList();
		assertThat(methods).extracting(Method::getName)
			.contains("get", "set", "delete", "getIfPresent", "getOrDefault", "getAsync", "put", "putIfAbsent",
					"invalidate", "inspect");
		for (Method method : methods) {
			assertThat(failure(method, cache, null)).as("%s", method)
				.isExactlyInstanceOf(IllegalArgumentException.class)
				.hasMessage("A cache key must not be null");
		}
		assertThat(cache.size()).isZero();
		assertThat(cache.metrics().gets()).isZero();
		assertThat(cache.metrics().loads()).isZero();
	}

	@Test
	void everyUseAfterCloseIsRefused() {
		TtlCache<String, String> cache = this.caches.open(this.kind);
		cache.put("key", "value");
		cache.close();
		List<Method> methods = methods().filter((method) -> !HARMLESS.contains(method.getName())).toList();
		assertThat(methods).hasSizeGreaterThan(18);
		for (Method method : methods) {
			assertThat(failure(method, cache, "key")).as("%s", method)
				.isExactlyInstanceOf(IllegalStateException.class)
				.hasMessageContaining("closed");
		}
		cache.close();
	}

	@Test
	void closedHierarchyMakesNoCaches() {
		CacheHierarchy hierarchy = CacheHierarchy.builder().build();
		hierarchy.cache("jobs").put("key", "value");
		hierarchy.close();
		assertThatIllegalStateException().isThrownBy(() -> hierarchy.cache("new")).withMessageContaining("closed");
		assertThatIllegalStateException().isThrownBy(() -> hierarchy.cache("jobs").getIfPresent("key"));
		assertThatIllegalStateException().isThrownBy(() -> hierarchy.resize(4));
		assertThatIllegalStateException().isThrownBy(hierarchy::statistics);
		assertThatIllegalStateException().isThrownBy(hierarchy::cleanUp);
		hierarchy.close();
	}

	@Test
	void nullNameIsRefused() {
		try (CacheHierarchy hierarchy = CacheHierarchy.builder().build()) {
			assertThatIllegalArgumentException().isThrownBy(() -> hierarchy.cache(null)).withMessageContaining("null");
			assertThatIllegalArgumentException().isThrownBy(() -> hierarchy.find(null)).withMessageContaining("null");
		}
	}

	private static Stream<Method> methods() {
		return Arrays.stream(TtlCache.class.getMethods())
			.filter((method) -> !Modifier.isStatic(method.getModifiers()) && !method.isBridge());
	}

	private static boolean takesKey(Method method) {
		return Arrays.stream(method.getGenericParameterTypes()).anyMatch(EntryPointTests::isKey);
	}

	private static boolean isKey(Type type) {
		return type instanceof TypeVariable<?> variable && variable.getName().equals("K");
	}

	private static Throwable failure(Method method, AsyncTtlCache<?, ?> cache, String key) {
		Type[] types = method.getGenericParameterTypes();
		Object[] arguments = new Object[types.length];
		for (int i = 0; i < types.length; i++) {
			arguments[i] = isKey(types[i]) ? key : argument(method.getParameterTypes()[i]);
		}
		try {
			method.invoke(cache, arguments);
			return null;
		}
		catch (InvocationTargetException ex) {
			return ex.getCause();
		}
		catch (IllegalAccessException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static Object argument(Class<?> type) {
		if (type == Duration.class) {
			return Duration.ofSeconds(1);
		}
		if (type == CacheLoader.class) {
			return (CacheLoader<Object, Object>) (key) -> "loaded";
		}
		if (type == AsyncCacheLoader.class) {
			return (AsyncCacheLoader<Object, Object>) (key) -> CompletableFuture.completedFuture("loaded");
		}
		if (type == int.class) {
			return 4;
		}
		return (type == long.class) ? 10L : "value";
	}

}
