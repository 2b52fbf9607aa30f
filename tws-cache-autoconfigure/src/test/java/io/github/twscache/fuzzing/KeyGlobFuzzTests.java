package io.github.twscache.fuzzing;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Gives random globs and texts to the rules for keys.
 */
@Tag("fuzz")
class KeyGlobFuzzTests {

	@Test
	void globMatchesWhatItDescribesOrIsRefused() throws Exception {
		assertThat(Fuzzer.ofProperties(20_000).run(new KeyGlobTarget())).isPositive();
	}

}
