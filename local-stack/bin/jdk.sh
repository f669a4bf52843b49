# Sourced by ./run, ./verify and .ci/run: finds a JDK >= 25 and Maven, and sets JAVA_HOME, PATH and
# MAVEN_OPTS. Works with bash 3.2 (macOS).

WANTED_JDK=25

die() {
    echo "$(basename "$0"): $*" >&2
    exit 1
}

# Prints the feature version of the JDK in a directory; nothing if there is none with a compiler.
jdk_version() {
    [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] || return 0
    local version=""
    if [ -r "$1/release" ]; then
        version=$(sed -n 's/^JAVA_VERSION="\{0,1\}\([0-9]*\).*/\1/p' "$1/release")
    fi
    if [ -z "$version" ]; then
        version=$("$1/bin/java" -version 2>&1 | sed -n '1s/^[^"]*"\([0-9]*\).*/\1/p')
    fi
    echo "$version"
}

# Keeps a good JAVA_HOME; else takes the oldest JDK that is new enough.
find_jdk() {
    local candidate version best="" best_version=1000 on_path=""
    if [ -n "${JAVA_HOME:-}" ]; then
        version=$(jdk_version "$JAVA_HOME")
        if [ -n "$version" ] && [ "$version" -ge "$WANTED_JDK" ]; then
            return 0
        fi
    fi
    if command -v javac >/dev/null; then
        on_path=$(java -XshowSettings:properties -version 2>&1 \
            | sed -n 's/^ *java\.home = //p') || on_path=""
    fi
    for candidate in ${on_path:+"$on_path"} /usr/lib/jvm/* /opt/* /opt/*/* \
        "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* \
        /Library/Java/JavaVirtualMachines/*/Contents/Home; do
        version=$(jdk_version "$candidate")
        if [ -n "$version" ] && [ "$version" -ge "$WANTED_JDK" ] \
            && [ "$version" -lt "$best_version" ]; then
            best=$candidate
            best_version=$version
        fi
    done
    [ -n "$best" ] || die "no JDK $WANTED_JDK or newer found: install one (with its compiler)," \
        "or set JAVA_HOME to it"
    export JAVA_HOME=$best
}

find_tools() {
    find_jdk
    export PATH="$JAVA_HOME/bin:$PATH"
    command -v mvn >/dev/null || die "Maven is missing: install it (3.8.7 or newer), so that mvn is on the PATH"
    # Libraries inside Maven still use sun.misc.Unsafe; the JDK would warn about it at each start.
    local quiet=--sun-misc-unsafe-memory-access=allow
    if "$JAVA_HOME/bin/java" "$quiet" -version >/dev/null 2>&1; then
        export MAVEN_OPTS="${MAVEN_OPTS:-} $quiet"
    fi
}

# A running stack uses the jars of this working copy: nobody may rebuild them meanwhile.
refuse_while_running() {
    local pid=""
    if [ -r .local/stack.env ]; then
        pid=$(sed -n 's/^LAUNCHER_PID=//p' .local/stack.env)
    fi
    if [ -n "$pid" ] && ps -p "$pid" -o args= 2>/dev/null | grep -q local-stack.jar; then
        die "a stack is running from this directory (pid $pid): stop it first (Ctrl-C)"
    fi
}
