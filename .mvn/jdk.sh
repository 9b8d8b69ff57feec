# Finds the JDK that Carillon is built and run with. Read by ./carillon and ./mvnw (POSIX sh).

# Whether $1 is the home of a JDK 25: its `release` file says so, and it can compile.
is_jdk25() {
  [ -r "$1/release" ] && [ -x "$1/bin/javac" ] &&
    grep -Eq '^JAVA_VERSION="25(["+.-]|$)' "$1/release"
}

# The home of the java found on the PATH, links followed.
java_on_path() {
  found=$(command -v java) || return 1
  while [ -L "$found" ]; do
    target=$(readlink "$found")
    case "$target" in
      /*) found=$target ;;
      *) found=$(dirname "$found")/$target ;;
    esac
  done
  (cd "$(dirname "$found")/.." && pwd -P)
}

# Prints the home of a JDK 25, or fails.
find_jdk25() {
  for home in "${JAVA_HOME:-}" "$(java_on_path || true)" \
    /usr/lib/jvm/* /usr/java/* /opt/* /opt/java/* \
    "${HOME:-/root}"/.sdkman/candidates/java/* "${HOME:-/root}"/.jdks/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home \
    "${HOME:-/root}"/Library/Java/JavaVirtualMachines/*/Contents/Home; do
    if [ -n "$home" ] && is_jdk25 "$home"; then
      printf '%s\n' "$home"
      return 0
    fi
  done
  return 1
}

# Sets JAVA_HOME to a JDK 25, or says what is missing and ends with 2.
use_jdk25() {
  if ! JAVA_HOME=$(find_jdk25); then
    echo "Carillon needs a JDK 25 and found none: install one (for example Temurin 25 from https://adoptium.net) or point JAVA_HOME at it." >&2
    exit 2
  fi
  export JAVA_HOME
}
