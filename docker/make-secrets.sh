#!/bin/sh
# Makes the folder secrets, which docker-compose.yml reads. A file that is there stays as it is.
# The folder is closed to other users. Its files are not, because the user in the container reads them.
set -eu
umask 022
folder="${1:-secrets}"
mkdir -p "$folder"
chmod 700 "$folder"

make() {
  [ -s "$folder/$1" ] || openssl rand -hex 32 > "$folder/$1"
}

for name in database_password database_owner_password jwt_secret session_secret admin_api_keys at_callback_secret metrics_token; do
  make "$name"
done
# What others give you: write each into its file.
for name in at_api_key google_client_secret github_client_secret facebook_client_secret; do
  [ -e "$folder/$name" ] || : > "$folder/$name"
done

[ -s "$folder/at_api_key" ] || echo "Write the API key of Africa's Talking into $folder/at_api_key."
