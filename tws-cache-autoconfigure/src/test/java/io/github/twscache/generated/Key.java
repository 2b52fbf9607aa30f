package io.github.twscache.generated;

/**
 * A key whose hash code a case may let collide with those of others.
 *
 * @param id tells it from other keys
 * @param hash its hash code
 */
record Key(int id, int hash) {

	@Override
	public int hashCode() {
		return this.hash;
	}

	@Override
	public String toString() {
		return "k" + this.id;
	}

}
