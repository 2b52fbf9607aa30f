package io.github.twscache.fuzzing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.github.twscache.CacheHierarchy;
import io.github.twscache.NamedCache;
import io.github.twscache.TwsCacheCustomizer;
import io.github.twscache.autoconfigure.InvalidCachePropertyException;
import io.github.twscache.autoconfigure.TwsCacheAutoConfiguration;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.core.io.support.SpringFactoriesLoader.ArgumentResolver;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The start of an application with any properties and customizer. Promises caches that
 * work within documented ranges, or a start that fails with an analysis that names the
 * property, and leaves no cache behind.
 */
final class StartTarget implements FuzzTarget<Start> {

	private static final List<String> CACHES = List.of("jobs", "my.jobs", "other");

	private final PropertyInputs inputs = new PropertyInputs();

	@Override
	public Start next(Dice dice) {
		Map<String, String> properties = this.inputs.next(dice);
		List<SettingStep> customizer = new ArrayList<>();
		for (int left = dice.chance(.7) ? 0 : dice.between(1, 3); left > 0; left--) {
			customizer.add(SettingStep.next(dice));
		}
		return new Start(properties, customizer);
	}

	@Override
	public void check(Start start) {
		try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
			context.getEnvironment()
				.getPropertySources()
				.addFirst(new MapPropertySource("fuzz", new LinkedHashMap<>(start.properties())));
			if (!start.customizer().isEmpty()) {
				TwsCacheCustomizer customizer = (name, settings) -> start.customizer()
					.forEach((step) -> step.call().accept(settings));
				context.registerBean(TwsCacheCustomizer.class, () -> customizer);
			}
			try {
				// Conditions that bind a value meet it here already.
				context.register(TwsCacheAutoConfiguration.class);
				context.refresh();
			}
			catch (RuntimeException ex) {
				assertExplained(ex, context);
				assertThat(context.isActive()).isFalse();
				assertThat(context.getBeanFactory().containsSingleton("cacheHierarchy")).isFalse();
				return;
			}
			CacheHierarchy hierarchy = context.getBeanProvider(CacheHierarchy.class).getIfAvailable();
			assertThat(hierarchy != null)
				.isEqualTo(Binder.get(context.getEnvironment()).bind("tws.cache.enabled", Boolean.class).orElse(true));
			if (hierarchy != null) {
				CACHES.forEach((name) -> checkCache(hierarchy, name, start));
				hierarchy.names().forEach((name) -> checkCache(hierarchy, name, start));
			}
		}
	}

	private static void checkCache(CacheHierarchy hierarchy, String name, Start start) {
		NamedCache<Object, Object> cache;
		try {
			cache = hierarchy.cache(name);
		}
		catch (InvalidCachePropertyException ex) {
			// What a customizer does wrong is known when a cache is made, not before.
			assertThat(start.customizer()).isNotEmpty();
			assertThat(ex.getProperty()).containsAnyOf("tws.cache.", " for cache " + name, "customizer.");
			assertThat(ex).hasMessageContaining(ex.getProperty()).hasMessageContaining("allowed is");
			assertThat(hierarchy.find(name)).isEmpty();
			return;
		}
		assertThat(cache.name()).isEqualTo(name);
		SaneSettings.assertWithinDocumentedRanges(cache.settings());
		SaneSettings.assertUsable(cache);
	}

	private static void assertExplained(RuntimeException failure, AnnotationConfigApplicationContext context) {
		FailureAnalysis analysis = SpringFactoriesLoader.forDefaultResourceLocation(context.getClassLoader())
			.load(FailureAnalyzer.class,
					ArgumentResolver.of(BeanFactory.class, context.getBeanFactory())
						.and(Environment.class, context.getEnvironment()),
					(type, name, ex) -> assertThat(name).doesNotStartWith("io.github.twscache"))
			.stream()
			.filter(StartTarget::isAboutProperties)
			.map((analyzer) -> analyzer.analyze(failure))
			.filter(Objects::nonNull)
			.findFirst()
			.orElseThrow(() -> new AssertionError("Nothing explains the failure", failure));
		// To Boot "tws-.cache" is another way to write the same name.
		assertThat(analysis.getDescription().replace("-", "")).containsAnyOf("tws.cache", " for cache ", "customizer.");
		assertThat(analysis.getAction()).isNotBlank();
	}

	/** Ours, and the one of Boot that explains what ours leave to it. */
	private static boolean isAboutProperties(FailureAnalyzer analyzer) {
		String name = analyzer.getClass().getName();
		return name.startsWith("io.github.twscache.") || name.endsWith(".BindFailureAnalyzer");
	}

}
