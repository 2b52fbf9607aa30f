package io.github.twscache.fuzzing;

import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Tests for {@link Fuzzer} and {@link Mutator}: bugs that were planted have to be found.
 */
@Timeout(60)
class FuzzerTests {

	private static final Duration NO_TIME = Duration.ZERO;

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	@Test
	void parserThatForgetsTheEmptyTextIsFound() throws Exception {
		assertThatCode(() -> fuzzer(1).run(new NumberTarget(FuzzerTests::right))).doesNotThrowAnyException();
		AssertionError finding = finding(fuzzer(1), new NumberTarget((text) -> {
			// Planted: an empty text has no first character.
			if (Character.isWhitespace(text.charAt(0))) {
				throw new NumberFormatException("white space");
			}
			return right(text);
		}));
		assertThat(finding).hasCauseInstanceOf(StringIndexOutOfBoundsException.class)
			.hasMessageContaining("NumberTarget, input:");
	}

	@Test
	void parserThatForgetsTheEdgeOfATypeIsFound() throws Exception {
		AssertionError finding = finding(fuzzer(1), new NumberTarget((text) -> {
			// Planted: what does not fit into an int is cut.
			return (int) Long.parseLong(text);
		}));
		assertThat(finding.getCause()).isInstanceOf(AssertionError.class);
	}

	@Test
	void parserThatHangsIsFoundWithWhereItHangs() throws Exception {
		CountDownLatch never = new CountDownLatch(1);
		Fuzzer fuzzer = new Fuzzer(1, 10_000, NO_TIME, Duration.ofSeconds(3));
		AssertionError finding = finding(fuzzer, new NumberTarget((text) -> {
			if (text.startsWith("-")) {
				never.await();
			}
			return right(text);
		}));
		assertThat(finding).hasMessageContaining("does not come to an end").hasCauseInstanceOf(TimeoutException.class);
		assertThat(finding.getCause().getStackTrace())
			.anySatisfy((frame) -> assertThat(frame.getClassName()).isEqualTo(CountDownLatch.class.getName()));
	}

	@Test
	void findingIsTheFirstCaseOfARunWithItsSeed() throws Exception {
		List<String> inputs = new ArrayList<>();
		NumberTarget target = new NumberTarget((text) -> {
			inputs.add(text);
			return text.isEmpty() ? 0 : right(text);
		});
		AssertionError finding = finding(fuzzer(1), target);
		String input = inputs.get(inputs.size() - 1);
		Matcher seed = Pattern.compile("-Dtws\\.fuzz\\.seed=(-?\\d+)").matcher(finding.getMessage());
		assertThat(seed.find()).isTrue();
		inputs.clear();
		AssertionError again = finding(new Fuzzer(Long.parseLong(seed.group(1)), 1, NO_TIME, PATIENCE), target);
		assertThat(inputs).containsExactly(input);
		assertThat(again).hasMessage(finding.getMessage());
	}

	@Test
	void sameSeedGivesTheSameInputsAndAnotherSeedOthers() throws Exception {
		assertThat(inputs(5)).hasSize(200).isEqualTo(inputs(5)).isNotEqualTo(inputs(5_000_000));
	}

	@Test
	void runGoesOnForTheTimeItIsGiven() throws Exception {
		Fuzzer fuzzer = new Fuzzer(1, 1, Duration.ofMillis(500), PATIENCE);
		assertThat(fuzzer.run(new NumberTarget(FuzzerTests::right))).isGreaterThan(1);
	}

	@Test
	void mutatorGivesSeedsTextsThatAreAlmostRightAndNoise() {
		List<String> seeds = List.of("tws.cache.ttl", "60s");
		Mutator mutator = new Mutator(seeds, List.of(".", "ttl", "ms"));
		List<String> texts = new ArrayList<>();
		for (int seed = 0; seed < 2_000; seed++) {
			texts.add(mutator.next(new Dice(seed)));
		}
		assertThat(texts).containsAll(seeds).contains("");
		assertThat(texts.stream().distinct().count()).isGreaterThan(1_000);
		assertThat(texts).anyMatch((text) -> text.startsWith("tws.cache.") && !seeds.contains(text))
			.anyMatch((text) -> text.contains("9223372036854775808"))
			.anyMatch((text) -> text.length() > 200)
			.anyMatch((text) -> text.chars().anyMatch((c) -> c > 127))
			.allMatch((text) -> text.length() <= 1_000);
	}

	private static Fuzzer fuzzer(long seed) {
		return new Fuzzer(seed, 10_000, NO_TIME, PATIENCE);
	}

	private static AssertionError finding(Fuzzer fuzzer, FuzzTarget<?> target) {
		return catchThrowableOfType(AssertionError.class, () -> fuzzer.run(target));
	}

	private static List<String> inputs(long seed) throws Exception {
		List<String> inputs = new ArrayList<>();
		new Fuzzer(seed, 200, NO_TIME, PATIENCE).run(new NumberTarget((text) -> {
			inputs.add(text);
			return right(text);
		}));
		return inputs;
	}

	/** A parser of numbers without a bug. */
	private static int right(String text) {
		return Integer.parseInt(text);
	}

	/**
	 * A parser of numbers, for the fuzzer to break.
	 */
	interface Parser {

		int parse(String text) throws Exception;

	}

	/**
	 * Promises a number whose value is that of the text, or a NumberFormatException.
	 */
	private static final class NumberTarget implements FuzzTarget<String> {

		private final Mutator numbers = new Mutator(List.of("0", "12", "-7", "+99"), List.of("-", "+", "0", "_", "."));

		private final Parser parser;

		NumberTarget(Parser parser) {
			this.parser = parser;
		}

		@Override
		public String next(Dice dice) {
			return this.numbers.next(dice);
		}

		@Override
		public void check(String text) throws Exception {
			int number;
			try {
				number = this.parser.parse(text);
			}
			catch (NumberFormatException ex) {
				return;
			}
			assertThat(BigInteger.valueOf(number)).isEqualTo(new BigInteger(text));
		}

	}

}
