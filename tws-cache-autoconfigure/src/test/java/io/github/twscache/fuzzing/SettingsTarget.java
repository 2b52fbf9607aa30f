package io.github.twscache.fuzzing;

import java.util.ArrayList;
import java.util.List;

import io.github.twscache.CacheHierarchy;
import io.github.twscache.CacheSettings;
import io.github.twscache.CacheSettingsBuilder;
import io.github.twscache.InvalidSettingException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The builder of settings. Promises that a value is either taken, or refused with a
 * message that names it, its setting, what is allowed and the mend; that a refusal
 * changes nothing; that values which contradict each other are refused together; and that
 * a cache with what was taken works.
 */
final class SettingsTarget implements FuzzTarget<List<SettingStep>> {

	@Override
	public List<SettingStep> next(Dice dice) {
		List<SettingStep> steps = new ArrayList<>();
		for (int left = dice.between(1, 8); left > 0; left--) {
			steps.add(SettingStep.next(dice));
		}
		return steps;
	}

	@Override
	public void check(List<SettingStep> steps) {
		CacheSettings taken = CacheSettings.builder().weigher((key, value) -> 1).build();
		for (SettingStep step : steps) {
			CacheSettingsBuilder builder = taken.toBuilder();
			try {
				step.call().accept(builder);
			}
			catch (InvalidSettingException ex) {
				assertNamed(ex, step);
				assertThat(builder.build().asMap()).isEqualTo(taken.asMap());
				assertThat(builder.build().origins()).isEqualTo(taken.origins());
			}
			taken = built(builder, taken);
			SaneSettings.assertWithinDocumentedRanges(taken);
		}
		CacheSettings settings = taken;
		assertThat(settings.toBuilder().build().asMap()).isEqualTo(settings.asMap());
		assertThat(settings.toBuilder().build().origins()).isEqualTo(settings.origins());
		try (CacheHierarchy hierarchy = CacheHierarchy.builder().settings((name) -> settings).build()) {
			SaneSettings.assertUsable(hierarchy.cache("fuzz"));
			assertThat(hierarchy.<Object, Object>cache("fuzz").settings().asMap()).isEqualTo(settings.asMap());
		}
	}

	private static CacheSettings built(CacheSettingsBuilder builder, CacheSettings otherwise) {
		try {
			return builder.build();
		}
		catch (InvalidSettingException ex) {
			assertThat(ex.getSetting()).matches("load\\.soft-timeout|(key-rules\\[\\d+]\\.)?fail-safe\\.max-stale");
			assertThat(ex).hasMessageContaining(ex.getAllowed()).hasMessageContaining(ex.getMend());
			return otherwise;
		}
	}

	private static void assertNamed(InvalidSettingException refusal, SettingStep step) {
		assertThat(refusal.getSetting()).isEqualTo(step.setting());
		assertThat(refusal.getAllowed()).isNotBlank();
		assertThat(refusal.getMend()).isNotBlank();
		assertThat(refusal).hasMessageContaining("'" + step.setting() + "'")
			.hasMessageContaining("'" + step.value() + "'")
			.hasMessageContaining(refusal.getAllowed())
			.hasMessageContaining(refusal.getMend());
	}

}
