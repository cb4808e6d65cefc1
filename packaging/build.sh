#!/usr/bin/env bash
# Builds a release into .build/dist: the command with all it needs, packages for Debian, the model 'accurate' as a file of
# its own, a list of components, and digests. 'make dist' runs it.
#
# The same commit, at the same path, with the same toolchain and the same versions of the C libraries gives the same
# bytes: times are the commit's, and names are sorted. What differs elsewhere is the path of the sources, which stands in
# the command (as the place where a developer's command looks for 'accurate.model').
set -euo pipefail
cd "$(dirname "$0")/.."
swift=${SWIFT:-swift}
dist=$PWD/.build/dist
version=$(sed -n 's/.*static let version = "\(.*\)"/\1/p' Sources/CLI/IsnadCommand.swift)
commit=$(git rev-parse --short=12 HEAD 2>/dev/null || echo unknown)
[ -z "$(git status --porcelain --untracked-files=no 2>/dev/null)" ] || commit=$commit+changes
SOURCE_DATE_EPOCH=$(git log -1 --format=%ct 2>/dev/null || date +%s)
export SOURCE_DATE_EPOCH LC_ALL=C TZ=UTC
# SwiftPM then names the traits in the same order each time, and builds nothing twice.
export SWIFT_DETERMINISTIC_HASHING=1
name=isnad-$version-linux-$(uname -m)
tree=$dist/$name
machine=$(dpkg --print-architecture)
umask 022

say() { echo "== $*" >&2; }

# Where the compiler finds a library's archive; the release says which package is missing.
archive() {
  local path
  path=$(cc -print-file-name="lib$1.a")
  case $path in
    /*) echo "$path" ;;
    *) echo "packaging/build.sh: lib$1.a is missing. On Debian: apt-get install $2" >&2; exit 1 ;;
  esac
}

say "C libraries, linked into the command"
static=$dist/static
rm -rf "$static" "$tree" "$dist"/deb* && mkdir -p "$static"
while read -r library package; do
  cp "$(archive "$library" "$package")" "$static/lib$library.a"
done <<'L'
yaml libyaml-dev
sqlite3 libsqlite3-dev
z zlib1g-dev
zstd libzstd-dev
brotlidec libbrotli-dev
brotlicommon libbrotli-dev
xml2 libxml2-dev
lzma liblzma-dev
uchardet libuchardet-dev
stdc++ libstdc++-12-dev
L
# What the compiler asks for as libgcc_s is the unwinder, which this archive holds.
cp "$(archive gcc_eh libgcc-12-dev)" "$static/libgcc_s.a"
libraries=(-lyaml -lsqlite3 -lz -lzstd -lbrotlidec -lbrotlicommon -lxml2 -llzma -luchardet)
flags=()
# Debian 12 builds libxml2 with ICU, for encodings that we convert ourselves: it gets an ICU without data.
icu=$(nm -u "$static/libxml2.a" 2>/dev/null | sed -n 's/.*ucnv_open_\([0-9]*\)$/\1/p' | head -1)
if [ -n "$icu" ]; then
  cp "$(archive icuuc libicu-dev)" "$static/"
  python3 packaging/icu_data.py --empty "icudt${icu}_dat" "$static/no-data.o"
  libraries+=(-licuuc)
  flags+=("$static/no-data.o")
fi

say "ICU's data for Foundation, cut down"
runtime=$(dirname "$(dirname "$(realpath "$(command -v "$swift")")")")/lib/swift_static/linux
data=$(python3 packaging/icu_data.py "$runtime/lib_FoundationICU.a" "$static/data.o")
echo "const char isnad_commit[] = \"$commit\";" | cc -x c -c - -o "$static/commit.o"
# Nobody looks the command's symbols up, so they are none of others'.
echo '{ local: *; };' > "$static/exports"
# Nothing in the command is unwound: Swift's errors are returned, and its C++ throws nothing.
echo 'SECTIONS { /DISCARD/ : { *(.eh_frame) *(.eh_frame_hdr) } } INSERT AFTER .data;' > "$static/unwinding"
flags+=("$static/data.o" "$static/commit.o")
for flag in --gc-sections --icf=safe -O2 --no-eh-frame-hdr -z pack-relative-relocs "--version-script=$static/exports" \
  -T "$static/unwinding" --defsym main=IsnadMain_main --defsym "$data=isnad_icu_data"; do
  flags+=(-Xlinker "$flag")
done

say "The command"
# libcurl, libcrypto and libpq are not among the libraries: the command looks for the system's when it first needs them.
build=("$swift" build -c release --static-swift-stdlib)
"${build[@]}" --product isnad
folder=$("${build[@]}" --show-bin-path)
"$(dirname "$(realpath "$(command -v "$swift")")")/swiftc" -static-stdlib -emit-executable -use-ld=lld -module-name isnad -g -o "$dist/isnad" \
  -L"$static" "${libraries[@]}" "@$folder/isnad.product/Objects.LinkFileList" -ldl "${flags[@]}"
mkdir -p "$tree/bin" "$tree/share/isnad"
strip --strip-all -o "$tree/bin/isnad" "$dist/isnad"
{
  echo "As 'make build' links it:" && size -A "$folder/isnad"
  echo "As the release links it:" && size -A "$dist/isnad"
} > "$dist/sections.txt"
needed=$(readelf -d "$tree/bin/isnad" | sed -n 's/.*NEEDED.*\[\(.*\)\]/\1/p')
for library in $needed; do
  case $library in
    libc.so.* | libm.so.* | ld-linux*) ;;
    *) echo "packaging/build.sh: the command still needs $library." >&2; exit 1 ;;
  esac
done

say "What lies beside it"
isnad=$tree/bin/isnad
cp -R pipelines "$tree/share/isnad/pipelines"
rm -rf "$tree/share/isnad/pipelines/out"
install -d "$tree"/share/{bash-completion/completions,zsh/site-functions,fish/vendor_completions.d,man/man1,doc/isnad}
"$isnad" --generate-completion-script bash > "$tree/share/bash-completion/completions/isnad"
"$isnad" --generate-completion-script zsh > "$tree/share/zsh/site-functions/_isnad"
"$isnad" --generate-completion-script fish > "$tree/share/fish/vendor_completions.d/isnad.fish"
"${build[@]}" --product generate-manual
"$folder/generate-manual" "$isnad" --section 1 --authors "The Isnad founders" --multi-page \
  --date "$(date -d "@$SOURCE_DATE_EPOCH" +%Y-%m-%d)" --output-directory "$tree/share/man/man1"
python3 packaging/documents.py "$tree/share/doc/isnad"
cp Sources/CEncoder/accurate.model "$dist/accurate.model"
chmod -R u=rwX,go=rX "$tree"

say "Packages"
packaging/debian.sh "$tree" "$dist" "$version" "$machine"
python3 packaging/sbom.py "$version" "$commit" "$SOURCE_DATE_EPOCH" > "$dist/isnad-$version.cdx.json"
archive_of() { # folder within the distribution, name
  tar -C "$dist" --sort=name --mtime="@$SOURCE_DATE_EPOCH" --owner=0 --group=0 --numeric-owner -cf - "$1" | gzip -9n > "$dist/$2"
}
archive_of "$name" "$name.tar.gz"
if git rev-parse HEAD > /dev/null 2>&1; then
  git archive --format=tar --prefix="isnad-$version/" HEAD | gzip -9n > "$dist/isnad-$version-source.tar.gz"
fi
touch -d "@$SOURCE_DATE_EPOCH" "$dist/accurate.model"
(cd "$dist" && rm -f SHA256SUMS && sha256sum ./*.tar.gz ./*.deb ./*.cdx.json ./accurate.model | sed 's| \./| |' > SHA256SUMS)
say "Ready in .build/dist"
(cd "$dist" && ls -l -- *.tar.gz *.deb *.cdx.json accurate.model SHA256SUMS)
ls -l "$isnad"
