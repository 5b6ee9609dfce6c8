import type { Operation } from '../../http/operation.ts'
import { getEmailMessages } from './messages/getEmailMessages.ts'
import { getLatestMessages } from './messages/getLatestMessages.ts'
import { getMessages } from './messages/getMessages.ts'
import { getPostalMessages } from './messages/getPostalMessages.ts'
import { getSmsMessages } from './messages/getSmsMessages.ts'
import { createNpsResponse } from './nps/createNpsResponse.ts'
import { changeOrderDelivery } from './orders/changeOrderDelivery.ts'
import { changeOrderStatus } from './orders/changeOrderStatus.ts'
import { createOrder } from './orders/createOrder.ts'
import { deleteOrder } from './orders/deleteOrder.ts'
import { getOrder } from './orders/getOrder.ts'
import { getOrderJob } from './orders/getOrderJob.ts'
import { getOrders } from './orders/getOrders.ts'
import { registerOrder } from './orders/registerOrder.ts'
import { replaceOrder } from './orders/replaceOrder.ts'
import { takeOrderAction } from './orders/takeOrderAction.ts'
import { createReceipt } from './receipts/createReceipt.ts'
import { getPurchaseHistory } from './receipts/getPurchaseHistory.ts'
import { getTransactions } from './receipts/getTransactions.ts'
import { importTransactions } from './receipts/importTransactions.ts'
import { createStore } from './stores/createStore.ts'
import { getStore } from './stores/getStore.ts'
import { getStores } from './stores/getStores.ts'
import { updateStore } from './stores/updateStore.ts'
import { getTargetAudiences } from './target-audiences/getTargetAudiences.ts'
import { getCarts } from './tracking/getCarts.ts'
import { registerCart } from './tracking/registerCart.ts'
import { registerCartBatch } from './tracking/registerCartBatch.ts'
import { registerProductView } from './tracking/registerProductView.ts'
import { registerProductViewBatch } from './tracking/registerProductViewBatch.ts'

/** Stores, receipts, orders, tracking, surveys, messages and target audiences. */
export const commerceOperations: readonly Operation[] = [
  getStores,
  createStore,
  getStore,
  updateStore,
  createReceipt,
  importTransactions,
  getTransactions,
  getPurchaseHistory,
  registerOrder,
  getOrders,
  createOrder,
  getOrder,
  replaceOrder,
  deleteOrder,
  getOrderJob,
  takeOrderAction,
  changeOrderStatus,
  changeOrderDelivery,
  registerCart,
  registerCartBatch,
  getCarts,
  registerProductView,
  registerProductViewBatch,
  createNpsResponse,
  getMessages,
  getLatestMessages,
  getEmailMessages,
  getSmsMessages,
  getPostalMessages,
  getTargetAudiences,
]
