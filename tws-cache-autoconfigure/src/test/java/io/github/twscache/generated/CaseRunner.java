package io.github.twscache.generated;

import java.util.List;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * Runs cases, and makes one that fails short and readable.
 */
final class CaseRunner {

	/*
	 * A seed fixes settings and steps, but neither the dice of the eviction nor how
	 * hashes are spread, which is another in each process. So a case is tried some times
	 * before it counts as one that passes while it is being shrunk, and a seed may have
	 * to be repeated in more than one process.
	 */

	private static final int TRIES = 3;

	private final Function<CaseSettings, Subject> opener;

	/**
	 * Creates a runner.
	 * @param opener makes the cache of a case
	 */
	CaseRunner(Function<CaseSettings, Subject> opener) {
		this.opener = opener;
	}

	/** Runs a case; if it fails, tells how to repeat it, and the shortest that fails. */
	void check(Scenario scenario) {
		Throwable failure = failure(scenario);
		if (failure != null) {
			Scenario shrunk = shrink(scenario);
			Throwable again = failureOfOne(shrunk);
			throw new AssertionError("Case failed, to be repeated with -Dtws.generated.seed=" + scenario.seed() + "\n"
					+ failure.getMessage() + "\nThe shortest of " + scenario.steps().size()
					+ " steps that fails as well, by " + ((again != null) ? again.getMessage() : "chance") + ":\n"
					+ shrunk.describe(), failure);
		}
	}

	/** Makes a case that fails shorter. */
	Scenario shrink(Scenario failing) {
		List<Step> steps = new Shrinker((less) -> failureOfOne(failing.with(less)) != null).shrink(failing.steps());
		return failing.with(steps);
	}

	private @Nullable Throwable failureOfOne(Scenario scenario) {
		Throwable failure = null;
		for (int i = 0; i < TRIES && failure == null; i++) {
			failure = failure(scenario);
		}
		return failure;
	}

	/** Runs a case and gives what it fails with, whatever that is: it is reported. */
	@Nullable Throwable failure(Scenario scenario) {
		try (Trial trial = new Trial(scenario.settings(), this.opener.apply(scenario.settings()))) {
			trial.run(scenario.steps());
			return null;
		}
		catch (Exception | AssertionError ex) {
			return ex;
		}
	}

}
