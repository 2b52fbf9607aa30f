package io.github.twscache.fuzzing;

import java.util.Map;

import io.github.twscache.autoconfigure.TwsCacheProperties;

import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The binding of {@link TwsCacheProperties} alone. Promises properties without a hole, or
 * an exception of binding that names what is wrong.
 */
final class BindingTarget implements FuzzTarget<Map<String, String>> {

	private final PropertyInputs inputs = new PropertyInputs();

	@Override
	public Map<String, String> next(Dice dice) {
		return this.inputs.next(dice);
	}

	@Override
	public void check(Map<String, String> properties) {
		Binder binder = new Binder(new MapConfigurationPropertySource(properties));
		try {
			TwsCacheProperties bound = binder.bindOrCreate("tws.cache", TwsCacheProperties.class);
			assertThat(bound.cleanupInterval()).isNotNull();
			assertThat(bound.cacheNames()).isNotNull().doesNotContainNull();
			assertThat(bound.caches()).isNotNull();
			assertThat(bound.caches().values()).doesNotContainNull();
		}
		catch (BindException ex) {
			// Dashes do not count in names, wherever they are.
			assertThat(ex.getName().toString().replace("-", "")).startsWith("tws.cache");
			assertThat(ex).hasMessageContaining("'" + ex.getName() + "'").hasCauseInstanceOf(Exception.class);
		}
	}

}
