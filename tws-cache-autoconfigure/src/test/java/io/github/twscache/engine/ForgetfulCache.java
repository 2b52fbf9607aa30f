package io.github.twscache.engine;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a cache may do that forgets entries when it likes: a look may miss, but never
 * finds a value that was removed, overwritten or expired.
 */
public class ForgetfulCache implements RelaxedSpecification {

	/*
	 * A state is what may still be there, and until when at the latest: an entry leaves
	 * it by removal, by being overwritten, with its time, and when a look has missed it,
	 * because what has been evicted does not come back. So a miss is always possible, and
	 * a hit is only with the value of the state.
	 */

	/** An entry lives for so many steps of the clock. */
	static final int LIFE = 2;

	private record Kept(String value, int deadline) {
	}

	private final boolean missesAreFinal;

	private final int now;

	private final Map<Integer, Kept> kept;

	public ForgetfulCache() {
		this(true, 0, Map.of());
	}

	private ForgetfulCache(boolean missesAreFinal, int now, Map<Integer, Kept> kept) {
		this.missesAreFinal = missesAreFinal;
		this.now = now;
		this.kept = kept;
	}

	/**
	 * The same while a clear is under way: some entries are seen then and others not, and
	 * a first level may show what the second has let go of. So a miss tells nothing.
	 */
	public static final class MissesTellNothing extends ForgetfulCache {

		public MissesTellNothing() {
			super(false, 0, Map.of());
		}

	}

	@Override
	public List<RelaxedSpecification> after(String operation, List<Object> arguments, String result) {
		boolean missed = result.equals("null");
		boolean isVoid = result.equals("void");
		return switch (operation) {
			case "get", "getSampled" -> missed ? List.of(this.missesAreFinal ? without(key(arguments)) : this)
					: RelaxedSpecification.only(isAlive(key(arguments), result), this);
			case "put" -> RelaxedSpecification.only(isVoid, with(key(arguments), arguments.get(1)));
			case "putOther" -> RelaxedSpecification.only(isVoid, with(key(arguments), 0));
			case "putIfAbsent" -> missed ? List.of(with(key(arguments), arguments.get(1)))
					: RelaxedSpecification.only(isAlive(key(arguments), result), this);
			case "invalidate" ->
				RelaxedSpecification.only(mayBeRemoved(key(arguments), result), without(key(arguments)));
			case "clear" ->
				RelaxedSpecification.only(isVoid, new ForgetfulCache(this.missesAreFinal, this.now, Map.of()));
			case "size" ->
				RelaxedSpecification.only(result.matches("\\d+") && Long.parseLong(result) <= this.kept.size(), this);
			case "advance" ->
				RelaxedSpecification.only(isVoid, new ForgetfulCache(this.missesAreFinal, this.now + 1, this.kept));
			default -> RelaxedSpecification.only(isVoid, this);
		};
	}

	private static Integer key(List<Object> arguments) {
		return (Integer) arguments.get(0);
	}

	private boolean isAlive(Integer key, String value) {
		Kept found = this.kept.get(key);
		return found != null && found.value().equals(value) && found.deadline() > this.now;
	}

	private boolean mayBeRemoved(Integer key, String result) {
		Kept found = this.kept.get(key);
		return result.equals("false") || (result.equals("true") && found != null && found.deadline() > this.now);
	}

	private ForgetfulCache with(Integer key, Object value) {
		Map<Integer, Kept> more = new HashMap<>(this.kept);
		more.put(key, new Kept(String.valueOf(value), this.now + LIFE));
		return new ForgetfulCache(this.missesAreFinal, this.now, more);
	}

	private ForgetfulCache without(Integer key) {
		Map<Integer, Kept> fewer = new HashMap<>(this.kept);
		fewer.remove(key);
		return new ForgetfulCache(this.missesAreFinal, this.now, fewer);
	}

}
