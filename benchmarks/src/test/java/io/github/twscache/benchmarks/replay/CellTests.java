package io.github.twscache.benchmarks.replay;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class CellTests {

	@Test
	void textIsStreamAndCapacity() {
		assertThat(Cell.parse("loop-1.05:512")).isEqualTo(new Cell("loop-1.05", 512)).hasToString("loop-1.05:512");
		assertThat(Cell.parse("a:b:7")).isEqualTo(new Cell("a:b", 7));
	}

	@Test
	void otherTextIsRefused() {
		for (String wrong : new String[] { "", "loop", "512", ":512", "loop:", "loop:x", "loop:0", "loop:-5" }) {
			assertThatIllegalArgumentException().as(wrong)
				.isThrownBy(() -> Cell.parse(wrong))
				.withMessageContaining("'" + wrong + "'");
		}
	}

	@Test
	void usualCellsAreThoseOfThePublishedComparison() {
		assertThat(Cell.usual()).hasSize(21)
			.doesNotHaveDuplicates()
			.contains(new Cell("lirs-loop", 512), new Cell("scarab-recs", 75_000));
	}

}
