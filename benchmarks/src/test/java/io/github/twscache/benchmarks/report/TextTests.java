package io.github.twscache.benchmarks.report;

import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * How figures, tables and pages are written.
 */
class TextTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "105300000|ops/s|105 Mops/s", "999|ops/s|999 ops/s", "999600|ops/s|1.00 Mops/s",
					"9.54|ns|9.54 ns", "17123|ns|17.1 µs", "4200000000|ns|4.20 s", "48.976|percent|48.98 %",
					"-0.001|percent|0.00 %", "68.44|bytes|68.4 B", "12|count|12", "1234.5|count|1,234.5",
					"0.0042|ratio|0.0042", "0|1/Mops|0.00 /Mop", "15|widgets|15.0 widgets" })
	void figureHasItsUnit(double value, String unit, String text) {
		assertThat(Amounts.of(value, unit)).isEqualTo(text);
	}

	@Test
	void numbersAreOrderedAsNumbers() {
		assertThat(Stream.of("100", "8", "2", "1000000", "16").sorted(NaturalOrder.INSTANCE)).containsExactly("2", "8",
				"16", "100", "1000000");
		assertThat(Stream.of("p99.9", "p50", "p99", "p99.99").sorted(NaturalOrder.INSTANCE)).containsExactly("p50",
				"p99", "p99.9", "p99.99");
		assertThat(Stream.of("oltp:1000", "loop:512", "oltp:250", "default").sorted(NaturalOrder.INSTANCE))
			.containsExactly("default", "loop:512", "oltp:250", "oltp:1000");
	}

	@Test
	void subjectsAreInTheSameOrderEverywhere() {
		assertThat(Stream.of("zebra", "baseline", "tws, shards default", "ideal", "caffeine", "tws")
			.sorted(Subjects.ORDER))
			.containsExactly("tws", "tws, shards default", "caffeine", "baseline", "ideal", "zebra");
	}

	@Test
	void tableHasALineForEachRow() {
		MarkdownTable table = new MarkdownTable(List.of("what", "figure"));
		table.row(List.of("a|b", ""));
		assertThat(table).hasToString("""
				| what | figure |
				|---|---|
				| a\\|b | |
				""");
	}

	@Test
	void rowHasACellForEachColumn() {
		MarkdownTable table = new MarkdownTable(List.of("what", "figure"));
		assertThatIllegalArgumentException().isThrownBy(() -> table.row(List.of("only one")))
			.withMessageContaining("only one");
	}

	@Test
	void placesOfATemplateAreFilled() {
		assertThat(new Template("a {{one}} b\n{{two:three}}\n").fill((place) -> "<" + place + "$1>\n"))
			.isEqualTo("a <one$1> b\n<two:three$1>\n");
	}

	@Test
	void placeFilledWithNothingLeavesNoGap() {
		assertThat(new Template("a\n\n{{one}}\n\nb\n").fill((place) -> "")).isEqualTo("a\n\nb\n");
	}

	@Test
	void missingTemplateIsNamed() {
		assertThatIllegalArgumentException().isThrownBy(() -> Template.read("nowhere.md"))
			.withMessageContaining("nowhere.md");
	}

}
