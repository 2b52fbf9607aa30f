package io.github.twscache.generated;

import java.util.List;

/**
 * A case: settings and steps, drawn from a seed.
 *
 * @param seed the seed
 * @param settings the settings
 * @param steps the steps
 */
record Scenario(long seed, CaseSettings settings, List<Step> steps) {

	private static final int MOST_STEPS = 50;

	static Scenario draw(long seed) {
		Dice dice = new Dice(seed);
		CaseSettings settings = CaseSettings.draw(dice);
		int count = 1 + Math.min(dice.below(MOST_STEPS), dice.below(2 * MOST_STEPS));
		return new Scenario(seed, settings, new StepGenerator(dice, settings).draw(count));
	}

	Scenario with(List<Step> other) {
		return new Scenario(this.seed, this.settings, other);
	}

	/** Gives settings and steps to read. */
	String describe() {
		StringBuilder text = new StringBuilder().append(this.settings);
		for (int i = 0; i < this.steps.size(); i++) {
			text.append("\n  ").append(i + 1).append(". ").append(this.steps.get(i));
		}
		return text.toString();
	}

}
