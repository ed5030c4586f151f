/** Used when a commune is given without a radius: about half an hour by road. Shown as a criterion like any other. */
export const defaultRadiusKm = 30

/** The most that is taken: from one end of the mainland to the other, no overseas place. What the default gives way to when it is removed. */
export const mostRadiusKm = 1000
