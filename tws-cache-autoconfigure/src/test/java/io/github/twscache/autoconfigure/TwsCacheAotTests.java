package io.github.twscache.autoconfigure;

import org.junit.jupiter.api.Test;

import org.springframework.aot.generate.ClassNameGenerator;
import org.springframework.aot.generate.DefaultGenerationContext;
import org.springframework.aot.generate.InMemoryGeneratedFiles;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.TypeReference;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;

import org.springframework.boot.cache.autoconfigure.CacheAutoConfiguration;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.javapoet.ClassName;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what ahead-of-time processing finds.
 */
class TwsCacheAotTests {

	@Test
	void propertiesOfEveryLevelCanBeBoundInANativeImage() {
		RuntimeHints hints = hints();
		for (Class<?> type : new Class<?>[] { TwsCacheProperties.class, TwsCacheProperties.Level.class,
				TwsCacheProperties.L1.class, TwsCacheProperties.Load.class, TwsCacheProperties.LevelLoad.class,
				TwsCacheProperties.FailSafe.class, TwsCacheProperties.Rule.class,
				TwsCacheProperties.RuleFailSafe.class }) {
			assertThat(RuntimeHintsPredicates.reflection()
				.onType(type)
				.withMemberCategory(MemberCategory.INVOKE_DECLARED_CONSTRUCTORS)
				.or(RuntimeHintsPredicates.reflection().onConstructorInvocation(type.getDeclaredConstructors()[0])))
				.as(type.getName())
				.accepts(hints);
		}
	}

	@Test
	void transactionsCanBeFoundInANativeImage() {
		assertThat(RuntimeHintsPredicates.reflection().onType(TypeReference.of(CacheSettingsResolver.TRANSACTIONS)))
			.accepts(hints());
	}

	@Test
	void whatLoadsLookForCanBeFoundInANativeImage() {
		RuntimeHints hints = hints();
		for (String type : LoadingRuntimeHints.TYPES) {
			assertThat(RuntimeHintsPredicates.reflection().onType(TypeReference.of(type))).as(type).accepts(hints);
		}
	}

	private static RuntimeHints hints() {
		DefaultGenerationContext generation = new DefaultGenerationContext(
				new ClassNameGenerator(ClassName.get("com.example", "Application")), new InMemoryGeneratedFiles());
		try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
			context.register(Config.class, TwsCacheAutoConfiguration.class, TwsCacheManagerAutoConfiguration.class,
					TwsCacheLoadingAutoConfiguration.class, CacheAutoConfiguration.class);
			new ApplicationContextAotGenerator().processAheadOfTime(context, generation);
		}
		return generation.getRuntimeHints();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableCaching
	static class Config {

	}

}
