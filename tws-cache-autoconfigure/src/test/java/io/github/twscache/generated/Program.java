package io.github.twscache.generated;

import java.util.ArrayList;
import java.util.List;

/**
 * What several threads do to a few keys at the same time.
 *
 * @param keys how many keys
 * @param threads the operations of each thread
 * @param present which keys are there at the beginning
 * @param hot which of them were read so often that the first level has them
 */
record Program(int keys, List<List<Operation>> threads, List<Boolean> present, List<Boolean> hot) {

	/** Above the numbers of all operations. */
	private static final int FIRST_INITIAL = 1000;

	private static final int MOST_OPERATIONS = 5;

	static Program draw(Dice dice) {
		int keys = dice.one(1, 1, 1, 2, 3);
		int threads = 2 + dice.below(3);
		List<List<Operation>> all = new ArrayList<>();
		int number = 1;
		for (int thread = 0; thread < threads; thread++) {
			List<Operation> operations = new ArrayList<>();
			int count = 1 + dice.below(MOST_OPERATIONS);
			for (int i = 0; i < count; i++) {
				// From 2 on, because 1 stands for a removal.
				number++;
				operations.add(Operation.draw(dice, thread, keys, number));
			}
			all.add(List.copyOf(operations));
		}
		List<Boolean> present = new ArrayList<>();
		List<Boolean> hot = new ArrayList<>();
		for (int key = 0; key < keys; key++) {
			present.add(dice.chance(60));
			hot.add(dice.chance(50));
		}
		return new Program(keys, List.copyOf(all), List.copyOf(present), List.copyOf(hot));
	}

	/** Gives the value a key has at the beginning. */
	int initial(int key) {
		return this.present.get(key) ? FIRST_INITIAL + key : Observed.NOTHING;
	}

}
