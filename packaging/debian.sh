#!/usr/bin/env bash
# Makes Debian packages of a release's folder: debian.sh TREE DIST VERSION ARCHITECTURE
set -euo pipefail
cd "$(dirname "$0")"
tree=$1 dist=$2 version=$3 machine=$4
when=$(date -R -u -d "@$SOURCE_DATE_EPOCH")

# What every package has: licence, what lintian is answered, changelog, digests; nothing in it is newer than the commit.
finish() { # package, folder
  local package=$1 folder=$2 doc=$2/usr/share/doc/$1
  install -d "$doc"
  install -m 644 debian/copyright "$doc/copyright"
  install -d "$folder/usr/share/lintian/overrides"
  install -m 644 "debian/$package.lintian-overrides" "$folder/usr/share/lintian/overrides/$package"
  printf 'isnad (%s) unstable; urgency=medium\n\n  * See CHANGELOG.md.\n\n -- The Isnad founders <isnad@localhost>  %s\n' \
    "$version" "$when" | gzip -9n > "$doc/changelog.gz"
  (cd "$folder" && find usr -type f | sort | xargs md5sum > DEBIAN/md5sums)
  find "$folder" -newermt "@$SOURCE_DATE_EPOCH" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
}

control() { # template, folder
  sed -e "s/@VERSION@/$version/" -e "s/@ARCHITECTURE@/$machine/" \
    -e "s/@SIZE@/$(du -sk "$2" | cut -f1)/" "$1" > "$2/DEBIAN/control"
}

main=$dist/deb-isnad
rm -rf "$main" && install -d "$main/DEBIAN" "$main/usr" "$main/usr/lib/systemd/system"
cp -R "$tree/bin" "$tree/share" "$main/usr/"
# What Debian calls copyright says it.
rm "$main/usr/share/doc/isnad/LICENSE"
gzip -9n "$main"/usr/share/man/man1/*.1
install -d "$main/usr/share/zsh/vendor-completions"
mv "$main/usr/share/zsh/site-functions/_isnad" "$main/usr/share/zsh/vendor-completions/_isnad"
rmdir "$main/usr/share/zsh/site-functions"
install -m 644 isnad.service isnad-run@.service "$main/usr/lib/systemd/system/"
control debian/isnad.control "$main"
finish isnad "$main"
install -d "$main/usr/share/doc/isnad"
dpkg-deb --root-owner-group -Zxz -z1 --build "$main" "$dist/isnad_${version}_$machine.deb" > /dev/null

model=$dist/deb-accurate
rm -rf "$model" && install -d "$model/DEBIAN" "$model/usr/share/isnad/models"
install -m 644 "$dist/accurate.model" "$model/usr/share/isnad/models/accurate.model"
control debian/isnad-accurate.control "$model"
finish isnad-accurate "$model"
dpkg-deb --root-owner-group -Zxz -z1 --build "$model" "$dist/isnad-accurate_${version}_all.deb" > /dev/null
