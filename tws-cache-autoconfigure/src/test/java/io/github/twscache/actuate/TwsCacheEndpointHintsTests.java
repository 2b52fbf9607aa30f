package io.github.twscache.actuate;

import io.github.twscache.ShardStatistics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.annotation.ReflectiveRuntimeHintsRegistrar;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that a native image can write the answers of {@link TwsCacheEndpoint}.
 */
class TwsCacheEndpointHintsTests {

	@ParameterizedTest
	@ValueSource(classes = { HierarchyDescription.class, CacheDescription.class, EntryDescription.class,
			SettingDescription.class, ShardStatistics.class, HierarchyChange.class, CacheChange.class, Removal.class,
			Refusal.class })
	void answerCanBeWrittenAsJson(Class<?> type) {
		RuntimeHints hints = new RuntimeHints();
		new ReflectiveRuntimeHintsRegistrar().registerRuntimeHints(hints, TwsCacheEndpointWebExtension.class);
		assertThat(RuntimeHintsPredicates.reflection().onType(type)).accepts(hints);
		String accessor = type.getRecordComponents()[0].getName();
		assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(type, accessor)).accepts(hints);
	}

	@Test
	void operationsCanBeInvoked() {
		RuntimeHints hints = new RuntimeHints();
		new ReflectiveRuntimeHintsRegistrar().registerRuntimeHints(hints, TwsCacheEndpointWebExtension.class);
		assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(TwsCacheEndpointWebExtension.class, "caches"))
			.accepts(hints);
	}

}
