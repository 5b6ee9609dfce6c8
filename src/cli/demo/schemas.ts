const draft = 'https://json-schema.org/draft/2020-12/schema'

/** The example of the vendor's page. */
export const reuseSchema = {
  id: 'Reuse-Spring-2023',
  displayName: 'Reuse Spring Sale',
  jsonSchema: {
    $schema: draft,
    type: 'object',
    properties: {
      price: { type: 'integer', displayName: 'Price', showInContactCard: 'true' },
      created: { type: 'string', format: 'date-time', displayName: 'Created', showInContactCard: 'true' },
      name: { type: 'string', displayName: 'Name', showInContactCard: 'true' },
    },
    required: ['name'],
  },
}

export const reviewSchema = {
  id: 'product-review',
  displayName: 'Product review',
  jsonSchema: {
    $schema: draft,
    type: 'object',
    properties: {
      productSku: {
        type: 'string',
        displayName: 'Product',
        sortOrder: '0',
        showInContactCard: 'true',
        addToSegmentation: 'true',
      },
      rating: {
        type: 'integer',
        minimum: 1,
        maximum: 5,
        displayName: 'Stars',
        sortOrder: '1',
        showInContactCard: 'true',
        addToSegmentation: 'true',
      },
      title: {
        type: 'string',
        maxLength: 200,
        displayName: 'Title',
        sortOrder: '2',
        showInContactCard: 'true',
      },
      text: {
        type: 'string',
        maxLength: 5000,
        displayName: 'Text',
        sortOrder: '3',
        showInContactCard: 'false',
      },
      verifiedPurchase: {
        type: 'boolean',
        displayName: 'Bought here',
        sortOrder: '4',
        showInContactCard: 'true',
        addToSegmentation: 'true',
      },
      writtenAt: {
        type: 'string',
        format: 'date-time',
        displayName: 'Written',
        sortOrder: '5',
        showInContactCard: 'true',
      },
    },
    required: ['productSku', 'rating'],
  },
}

export const wishlistSchema = {
  id: 'wishlist-item',
  displayName: 'Wishlist',
  jsonSchema: {
    $schema: draft,
    type: 'object',
    properties: {
      productSku: {
        type: 'string',
        displayName: 'Product',
        sortOrder: '0',
        showInContactCard: 'true',
        addToSegmentation: 'true',
      },
      category: {
        type: 'string',
        displayName: 'Category',
        sortOrder: '1',
        showInContactCard: 'true',
        addToSegmentation: 'true',
      },
      price: {
        type: 'number',
        minimum: 0,
        displayName: 'Price',
        sortOrder: '2',
        showInContactCard: 'true',
        addToSegmentation: 'true',
      },
      currency: {
        type: 'string',
        pattern: '^[A-Z]{3}$',
        displayName: 'Currency',
        sortOrder: '3',
        showInContactCard: 'false',
      },
      url: { type: 'string', format: 'uri', displayName: 'Page', sortOrder: '4', showInContactCard: 'false' },
    },
    required: ['productSku'],
  },
}
