package io.github.twscache.autoconfigure;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import com.jayway.jsonpath.JsonPath;
import io.github.twscache.CacheSettings;
import org.junit.jupiter.api.Test;

import org.springframework.boot.convert.DurationStyle;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what an IDE knows of the properties.
 */
class ConfigurationMetadataTests {

	private final Map<String, Map<String, Object>> properties = new LinkedHashMap<>();

	private final Map<String, Object> hints = new LinkedHashMap<>();

	/** The settings that properties can make, with their defaults. */
	private final Map<String, Object> defaults = new LinkedHashMap<>(CacheSettings.builder().build().asMap());

	ConfigurationMetadataTests() throws IOException {
		try (InputStream json = getClass().getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
			Map<String, List<Map<String, Object>>> metadata = JsonPath.parse(json).read("$");
			metadata.get("properties")
				.forEach((property) -> this.properties.put((String) property.get("name"), property));
			metadata.get("hints").forEach((hint) -> this.hints.put((String) hint.get("name"), hint));
		}
		// An object, which only code can give.
		this.defaults.remove("ttl-policy");
	}

	@Test
	void everyPropertyHasATypeAndADescriptionThatIsASentence() {
		assertThat(this.properties).isNotEmpty().allSatisfy((name, property) -> {
			assertThat(property.get("type")).as(name).isNotNull();
			assertThat((String) property.get("description")).as(name)
				.isNotNull()
				.endsWith(".")
				.doesNotStartWith("The ")
				.doesNotStartWith("A ");
		});
	}

	@Test
	void everySettingIsThere() {
		Set<String> expected = new TreeSet<>();
		AllowedValues.names(false).forEach((name) -> expected.add("tws.cache." + name));
		this.defaults.keySet().forEach((name) -> expected.add("tws.cache." + name));
		expected.add("tws.cache.caches");
		assertThat(this.properties.keySet()).filteredOn((name) -> name.startsWith("tws.cache."))
			.containsExactlyInAnyOrderElementsOf(expected);
	}

	@Test
	void defaultsAreThoseInForce() {
		this.defaults.forEach((setting, value) -> {
			Object shown = this.properties.get("tws.cache." + setting).get("defaultValue");
			if (setting.equals("null-ttl")) {
				assertThat(shown).as(setting).isNull();
			}
			else if (value instanceof Duration) {
				assertThat(DurationStyle.detectAndParse((String) shown)).as(setting).isEqualTo(value);
			}
			else if (value instanceof Number number) {
				assertThat(((Number) shown).doubleValue()).as(setting).isEqualTo(number.doubleValue());
			}
			else {
				assertThat(shown).as(setting).isEqualTo(value);
			}
		});
	}

	@Test
	void defaultsOfTheHierarchyAreThoseInForce() {
		assertThat(this.properties.get("tws.cache.max-workers")).containsEntry("defaultValue", 4);
		assertThat(this.properties.get("tws.cache.load.max-concurrent")).containsEntry("defaultValue", 256);
	}

	@Test
	void thereAreHintsForChoicesAndTheNamesOfCaches() {
		assertThat(this.hints).containsKeys("tws.cache.clock", "tws.cache.single-flight", "tws.cache.caches.keys");
		assertThat(JsonPath.<List<String>>read(this.hints.get("tws.cache.clock"), "$.values[*].value"))
			.containsExactly("coarse", "exact");
		assertThat(JsonPath.<List<String>>read(this.hints.get("tws.cache.single-flight"), "$.values[*].value"))
			.containsExactly("auto", "off");
	}

}
