# Turns the structs of the header into checks: what C thinks of each field's place, beside what the library thinks.
/^typedef struct s64k_/ { struct = $3; printf "LAYOUT_STRUCT(%s)\n", struct; next }
/^}/ { struct = "" }
struct != "" && match($0, /[a-z_0-9]+(\[[0-9]+\])?;/) {
    field = substr($0, RSTART, RLENGTH)
    sub(/(\[[0-9]+\])?;/, "", field)
    printf "LAYOUT_FIELD(%s, %s)\n", struct, field
}
