package io.github.twscache.generated;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Makes a list of steps that fails shorter as long as it still fails: leaves out ever
 * smaller pieces, then tries simpler steps.
 */
final class Shrinker {

	private final Predicate<List<Step>> fails;

	/**
	 * Creates a shrinker.
	 * @param fails tells whether a list of steps fails
	 */
	Shrinker(Predicate<List<Step>> fails) {
		this.fails = fails;
	}

	List<Step> shrink(List<Step> failing) {
		List<Step> steps = failing;
		int before;
		do {
			before = steps.toString().length();
			for (int piece = Math.max(1, steps.size() / 2); piece > 0; piece /= 2) {
				steps = withoutPieces(steps, piece);
			}
			steps = withSimplerSteps(steps);
		}
		while (steps.toString().length() < before);
		return steps;
	}

	private List<Step> withoutPieces(List<Step> all, int piece) {
		List<Step> steps = all;
		int from = 0;
		while (from < steps.size()) {
			List<Step> less = new ArrayList<>(steps);
			less.subList(from, Math.min(from + piece, less.size())).clear();
			if (this.fails.test(less)) {
				steps = less;
			}
			else {
				from += piece;
			}
		}
		return steps;
	}

	private List<Step> withSimplerSteps(List<Step> all) {
		List<Step> steps = all;
		for (int i = 0; i < steps.size(); i++) {
			for (Step simpler : steps.get(i).simpler()) {
				List<Step> less = new ArrayList<>(steps);
				less.set(i, simpler);
				if (this.fails.test(less)) {
					steps = less;
					break;
				}
			}
		}
		return steps;
	}

	/** Gives a list without each of its elements in turn. */
	static <T> List<List<T>> withoutOne(List<T> all) {
		List<List<T>> lists = new ArrayList<>();
		for (int i = 0; i < all.size(); i++) {
			List<T> less = new ArrayList<>(all);
			less.remove(i);
			lists.add(List.copyOf(less));
		}
		return lists;
	}

}
