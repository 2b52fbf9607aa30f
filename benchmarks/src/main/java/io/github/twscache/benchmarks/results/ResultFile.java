package io.github.twscache.benchmarks.results;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * A JSON file of measurements.
 *
 * @param path where it is
 */
public record ResultFile(Path path) {

	private static final JsonMapper MAPPER = JsonMapper.builder()
		.enable(SerializationFeature.INDENT_OUTPUT)
		.enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
		.build();

	/**
	 * Writes the file anew.
	 * @param measurements what it is to hold
	 */
	public void write(List<Measurement> measurements) {
		MAPPER.writeValue(this.path.toFile(), measurements);
	}

	/**
	 * Reads the file.
	 * @return what it holds
	 */
	public List<Measurement> read() {
		return Arrays.asList(MAPPER.readValue(this.path.toFile(), Measurement[].class));
	}

}
